/** Short sounds, made here: no files, and a low one that is felt on a desk. */

/** Tones as [Hz, start s, length s]. @type {Record<string, [number, number, number][]>} */
const SOUNDS = {
  soft: [[523, 0, 0.25], [659, 0.2, 0.35]],
  bell: [[880, 0, 0.6], [1320, 0, 0.4]],
  low: [[70, 0, 0.5], [70, 0.7, 0.5]],
};
const LOUDNESS = 0.25;
const LONGEST_MS = 2000;

/** @param {string} name of a sound; unknown ones are silent */
export function playSound(name) {
  const tones = SOUNDS[name];
  if (!tones) return;
  const context = new AudioContext();
  for (const tone of tones) playTone(context, tone);
  setTimeout(() => void context.close(), LONGEST_MS);
}

/** @param {AudioContext} context @param {[number, number, number]} tone */
function playTone(context, [frequency, start, length]) {
  const at = context.currentTime + start;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + length);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = frequency;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + length);
}
