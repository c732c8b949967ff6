// The staff side of the wire, as signaling/protocol/views.py and to_client.py describe it. Times are epoch seconds.

export type Mode = "video" | "text";
export type Availability = "ready" | "on_break" | "away" | "offline";
export type CameraState = "on" | "paused" | "off";

export interface Message {
  seq: number;
  client_id: string;
  sender: "caller" | "counselor" | "system";
  text: string;
  at: number;
  delivered: boolean;
}

export interface PeerMedia {
  camera: CameraState;
  microphone: boolean;
}

export interface RecordFields {
  subject: string;
  notes: string;
  category: string;
  outcome: string;
}

export interface InquiryRecord extends RecordFields {
  version: number;
}

export interface StaffSession {
  session_id: string;
  inquiry_number: string;
  state: "connected" | "on_hold" | "wrap_up";
  mode: Mode;
  emergency: boolean;
  keeps_record: boolean;
  language: "ko" | "en";
  caller_name: string;
  caller_present: boolean;
  text_only: boolean;
  joined_at: number;
  answered_at: number;
  ended_at: number | null;
  record: InquiryRecord;
  peer: PeerMedia | null;
  messages: Message[];
}

export interface Offer {
  session_id: string;
  mode: Mode;
  language: "ko" | "en";
  emergency: boolean;
  returned: boolean;
  joined_at: number;
  made_at: number;
  expires_at: number;
  earlier: string;
}

export interface QueueEntry {
  session_id: string;
  mode: Mode;
  joined_at: number;
  emergency: boolean;
  returned: boolean;
  offered: boolean;
  present: boolean;
}

export interface Me {
  staff_id: string;
  name: string;
  role: string;
  modes: Mode[];
  max_text: number;
  availability: Availability;
  reason: string;
}

export interface Choice {
  key: string;
  label: string;
  group: string;
}

export interface Duty {
  me: Me;
  sessions: StaffSession[];
  offer: Offer | null;
  queue: QueueEntry[];
  categories: Choice[];
  outcomes: Choice[];
  notices: Notice[];
}

export interface CannedAnswer {
  key: string;
  category: string;
  title_ko: string;
  title_en: string;
  text_ko: string;
  text_en: string;
  clip: string;
  example: boolean;
}

export interface Notice {
  id: string;
  title: string;
  text: string;
  urgent: boolean;
  valid_from: number;
  valid_until: number;
  read: boolean;
}

export interface CounselorRow {
  staff_id: string;
  name: string;
  modes: Mode[];
  availability: Availability;
  reason: string;
  since: number;
  present: boolean;
  video_sessions: number;
  text_sessions: number;
  wrap_ups: number;
}

export interface WrapUpRow {
  session_id: string;
  inquiry_number: string;
  counselor_name: string;
  since: number;
}

export interface CentreView {
  waiting: QueueEntry[];
  counselors: CounselorRow[];
  wrap_ups: WrapUpRow[];
  unattended: Mode[];
}
