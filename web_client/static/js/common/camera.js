/** The camera and, only when its switch is used, the microphone. */

/**
 * @typedef {"denied" | "none" | "busy" | "insecure" | "in_app"} CameraProblem
 * @typedef {{deviceId?: string, facing?: "user" | "environment"}} CameraChoice
 */

/** Why there is no camera (or microphone). */
export class CameraError extends Error {
  /** @param {CameraProblem} reason */
  constructor(reason) {
    super(`camera: ${reason}`);
    this.reason = reason;
  }
}

const SIZE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/**
 * Opens the camera and nothing else.
 * @param {CameraChoice} [choice]
 * @returns {Promise<MediaStream>} rejects with `CameraError`
 */
export async function openCamera({ deviceId, facing = "user" } = {}) {
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: facing } };
  return open({ video: { ...SIZE, ...which }, audio: false });
}

/** @returns {Promise<MediaStream>} rejects with `CameraError` */
export function openMicrophone() {
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return open({ audio, video: false });
}

/** The cameras of this device; names are empty until one was allowed. */
export async function listCameras() {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices.filter(({ kind }) => kind === "videoinput");
}

/** @param {MediaStream | null} stream */
export function stopStream(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** @param {MediaStreamConstraints} constraints */
async function open(constraints) {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError(withoutDevices());
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    throw new CameraError(problemNamed(error instanceof DOMException ? error.name : ""));
  }
}

/** @returns {CameraProblem} */
function withoutDevices() {
  return isInAppBrowser(navigator.userAgent) ? "in_app" : "insecure";
}

/**
 * @param {string} name of the DOMException of `getUserMedia`
 * @returns {CameraProblem}
 */
export function problemNamed(name) {
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}

/**
 * Whether this is the browser inside another app, which often has no camera.
 * @param {string} userAgent
 */
export function isInAppBrowser(userAgent) {
  return /KAKAOTALK|NAVER\(inapp|FBAN|FBAV|FB_IAB|Instagram|\bLine\/|DaumApps|Snapchat|; wv\)/.test(userAgent);
}

/**
 * An address that opens this page in the device's own browser, where the app allows one.
 * @param {string} userAgent
 * @param {string} href
 */
export function externalBrowserAddress(userAgent, href) {
  if (/KAKAOTALK/.test(userAgent)) return `kakaotalk://web/openExternal?url=${encodeURIComponent(href)}`;
  if (!/Android/.test(userAgent)) return null;
  const address = new URL(href);
  const scheme = address.protocol.slice(0, -1);
  return `intent://${address.host}${address.pathname}${address.search}#Intent;scheme=${scheme};end`;
}
