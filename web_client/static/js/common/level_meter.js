/** Shows how loud a stream is, so that somebody who does not hear sees that sound moves. */

const QUIET = -60;

/**
 * Loudness as a share of the bar: 0 at -60 dBFS or less, 1 at full scale.
 * @param {Float32Array} samples in [-1, 1]
 */
export function level(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  const decibels = rms > 0 ? 20 * Math.log10(rms) : QUIET;
  return Math.min(1, Math.max(0, 1 - decibels / QUIET));
}

export class LevelMeter {
  /** @type {AudioContext | null} */ #context = null;
  #frame = 0;

  /** @param {HTMLElement} element the `.level-meter`, with one `.level-meter__bar` */
  constructor(element) {
    this.element = element;
    this.bar = /** @type {HTMLElement | null} */ (element.querySelector(".level-meter__bar"));
  }

  /** Starts showing; call it from a click, or the browser keeps the sound asleep. @param {MediaStream} stream */
  watch(stream) {
    this.stop();
    if (!stream.getAudioTracks().length) return;
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    this.#draw(analyser, new Float32Array(analyser.fftSize));
    this.element.hidden = false;
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#context?.close().catch(() => undefined);
    this.#context = null;
    this.#show(0);
    this.element.hidden = true;
  }

  /** @param {AnalyserNode} analyser @param {Float32Array<ArrayBuffer>} samples */
  #draw(analyser, samples) {
    analyser.getFloatTimeDomainData(samples);
    this.#show(level(samples));
    this.#frame = requestAnimationFrame(() => this.#draw(analyser, samples));
  }

  /** @param {number} share */
  #show(share) {
    if (this.bar) this.bar.style.transform = `scaleX(${share.toFixed(2)})`;
  }
}
