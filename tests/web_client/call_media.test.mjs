import "./page.mjs";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { tick, useFakeTimers } from "./fake_timers.mjs";
import { settle } from "./page.mjs";
import { CallMedia } from "../../web_client/static/js/common/call_media.js";

class FakeTransceiver {
  direction = "recvonly";

  constructor(mid) {
    this.mid = mid;
    this.receiver = { track: { id: `remote-${mid}` } };
    this.sender = { track: undefined, replaceTrack: async (track) => (this.sender.track = track) };
  }
}

class FakePeerConnection {
  static made = [];
  connectionState = "new";
  iceConnectionState = "new";
  closed = false;
  transceivers = [];

  constructor(configuration) {
    this.configuration = configuration;
    FakePeerConnection.made.push(this);
  }

  async setRemoteDescription({ sdp }) {
    if (sdp === "broken") throw new Error("broken offer");
    if (!this.transceivers.length) this.transceivers = ["0", "1", "2", "3"].map((mid) => new FakeTransceiver(mid));
  }

  getTransceivers() {
    return this.transceivers;
  }

  async createAnswer() {
    return { type: "answer", sdp: "answer" };
  }

  async setLocalDescription(description) {
    this.localDescription = description;
  }

  become(states) {
    Object.assign(this, states);
    this.oniceconnectionstatechange?.();
  }

  close() {
    this.closed = true;
  }
}

class FakeStream {
  constructor(tracks = []) {
    this.tracks = tracks;
  }

  getTracks() {
    return this.tracks;
  }

  getVideoTracks() {
    return this.tracks;
  }

  getTrackById(id) {
    return this.tracks.find((track) => track.id === id) ?? null;
  }
}

Object.assign(globalThis, { RTCPeerConnection: FakePeerConnection, MediaStream: FakeStream });

const offer = (fields) => ({
  revision: 1,
  sdp: "offer",
  fresh: true,
  send_audio_mid: "0",
  send_video_mid: "1",
  slots: [{ slot: 4, audio_mid: "2", video_mid: "3" }],
  peer_slot: 4,
  ...fields,
});

let answers;
let asked;
let media;

beforeEach(() => {
  useFakeTimers();
  FakePeerConnection.made = [];
  answers = [];
  asked = [];
  media = new CallMedia({
    answer: (revision, sdp) => void answers.push([revision, sdp]),
    requestOffer: (fresh) => void asked.push(fresh),
  });
});

const camera = () => ({ id: "camera", enabled: true, contentHint: "" });

test("an offer is answered with its revision, sending both, receiving the rest", async () => {
  const track = camera();
  await media.setLocalStream(new FakeStream([track]));
  await media.onOffer(offer({ revision: 7 }));
  const [pc] = FakePeerConnection.made;
  assert.deepEqual(answers, [[7, "answer"]]);
  assert.deepEqual(
    pc.transceivers.map(({ direction }) => direction),
    ["sendonly", "sendonly", "recvonly", "recvonly"],
  );
  assert.equal(pc.transceivers[1].sender.track, track);
  assert.equal(track.contentHint, "motion");
  assert.deepEqual(pc.configuration, { bundlePolicy: "max-bundle" });
});

test("the peer's slot is what is shown", async () => {
  await media.onOffer(offer());
  assert.deepEqual(
    media.remoteStream.getTracks().map(({ id }) => id),
    ["remote-2", "remote-3"],
  );
});

test("a restart keeps the connection, a fresh offer replaces it", async () => {
  await media.onOffer(offer());
  const shown = media.remoteStream;
  await media.onOffer(offer({ revision: 2, fresh: false }));
  assert.equal(FakePeerConnection.made.length, 1);
  assert.equal(media.remoteStream, shown);
  await media.onOffer(offer({ revision: 3 }));
  assert.equal(FakePeerConnection.made.length, 2);
  assert.ok(FakePeerConnection.made[0].closed);
});

test("offers wait for each other, and a broken one stops nothing", async () => {
  const broken = media.onOffer(offer({ revision: 1, sdp: "broken" }));
  const good = media.onOffer(offer({ revision: 2 }));
  await assert.rejects(broken);
  await good;
  assert.deepEqual(answers, [[2, "answer"]]);
});

test("the microphone starts later without an offer", async () => {
  await media.onOffer(offer());
  await media.setMicrophone({ id: "microphone" });
  assert.equal(FakePeerConnection.made[0].transceivers[0].sender.track.id, "microphone");
  assert.equal(answers.length, 1);
});

test("a paused camera stays paused on a new track", async () => {
  const track = camera();
  media.pauseCamera(true);
  await media.setLocalStream(new FakeStream([track]));
  assert.equal(track.enabled, false);
});

test("after 3 s without ICE it asks for a restart, at last for a new connection", async () => {
  await media.onOffer(offer());
  FakePeerConnection.made[0].become({ iceConnectionState: "disconnected" });
  tick(2999);
  assert.deepEqual(asked, []);
  tick(1);
  await settle();
  tick(6000);
  await settle();
  assert.deepEqual(asked, [false, false, true]);
});

test("a connection that comes back by itself is left alone", async () => {
  await media.onOffer(offer());
  const [pc] = FakePeerConnection.made;
  pc.become({ iceConnectionState: "disconnected" });
  tick(1000);
  pc.become({ iceConnectionState: "connected", connectionState: "connected" });
  tick(10_000);
  assert.deepEqual(asked, []);
});

test("nothing is answered once it is closed", async () => {
  const late = media.onOffer(offer());
  media.close();
  await late;
  await media.onOffer(offer({ revision: 2 }));
  assert.deepEqual(answers, []);
});

test("a connection is established once it has worked, and a fresh one is not", async () => {
  await media.onOffer(offer());
  assert.equal(media.established, false);
  const [pc] = FakePeerConnection.made;
  pc.become({ iceConnectionState: "connected", connectionState: "connected" });
  pc.become({ iceConnectionState: "disconnected", connectionState: "disconnected" });
  assert.equal(media.established, true);
  await media.onOffer(offer({ revision: 2 }));
  assert.equal(media.established, false);
});
