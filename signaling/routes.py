"""The one table of everything that can be asked of the server: pages, API routes, WebSocket messages.

Each entry says who may ask (role), what must be theirs (ownership) and what is written down (audit).
Nothing is reachable that is not in here; `tests/signaling/test_routes.py` walks it.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from signaling.access import (
    ADMINISTRATORS,
    AUDITORS,
    COUNSELORS,
    STAFF,
    SUPERVISORS,
    CallerRule,
    Route,
    StaffRule,
)
from signaling.pages import (
    admin_answers,
    admin_audit,
    admin_audit_check,
    admin_audit_export,
    admin_hours,
    admin_inquiries,
    admin_live,
    admin_notices,
    admin_record,
    admin_staff,
    console,
    public,
    signing_in,
)
from signaling.protocol import from_caller as caller_wire
from signaling.protocol import from_staff as staff_wire
from signaling.wire import caller_peer as caller
from signaling.wire import canned_help, save_record, sockets
from signaling.wire import staff_handlers as staff

ROUTES: tuple[Route, ...] = (
    Route("GET", "/", public.caller, None),
    Route("GET", "/api/centre", public.centre, None),
    Route("GET", "/strings/{language}.json", public.strings, None),
    Route("GET", "/healthz", public.healthz, None),
    Route("GET", "/readyz", public.readyz, None),
    Route("GET", "/metrics", public.metrics, None),
    Route("GET", "/ws/caller", sockets.caller_socket, None),
    Route("POST", "/sign-in", signing_in.sign_in_form, None),
    Route("GET", "/sign-in-link", signing_in.link_page, None),
    Route("POST", "/sign-in-link", signing_in.link_form, None),
    Route("POST", "/sign-out", signing_in.sign_out_form, STAFF),
    Route("GET", "/ws/staff", sockets.staff_socket, STAFF),
    Route("GET", "/console", console.console, COUNSELORS),
    Route("GET", "/admin", admin_inquiries.inquiries, SUPERVISORS, "inquiry.list"),
    Route("GET", "/admin/inquiries/{id}", admin_record.record, SUPERVISORS, "inquiry.view"),
    Route("GET", "/admin/live", admin_live.live, SUPERVISORS),
    Route("GET", "/admin/staff", admin_staff.staff_list, SUPERVISORS),
    Route("GET", "/admin/staff/new", admin_staff.new_form, ADMINISTRATORS),
    Route("POST", "/admin/staff/new", admin_staff.add, ADMINISTRATORS, "staff.add"),
    Route("GET", "/admin/staff/{id}", admin_staff.edit_form, ADMINISTRATORS, "staff.view"),
    Route("POST", "/admin/staff/{id}", admin_staff.change, ADMINISTRATORS, "staff.change"),
    Route("POST", "/admin/staff/{id}/link", admin_staff.link, ADMINISTRATORS, "staff.link"),
    Route(
        "POST", "/admin/staff/{id}/disable", admin_staff.disable, ADMINISTRATORS, "staff.disable"
    ),
    Route("POST", "/admin/staff/{id}/enable", admin_staff.enable, ADMINISTRATORS, "staff.enable"),
    Route("GET", "/admin/answers", admin_answers.answer_list, SUPERVISORS),
    Route("GET", "/admin/answers/new", admin_answers.new_form, ADMINISTRATORS),
    Route("POST", "/admin/answers/new", admin_answers.add, ADMINISTRATORS, "answer.add"),
    Route("GET", "/admin/answers/{id}", admin_answers.edit_form, ADMINISTRATORS),
    Route("POST", "/admin/answers/{id}", admin_answers.change, ADMINISTRATORS, "answer.change"),
    Route("POST", "/admin/answers/{id}/hide", admin_answers.hide, ADMINISTRATORS, "answer.hide"),
    Route("POST", "/admin/answers/{id}/show", admin_answers.show, ADMINISTRATORS, "answer.show"),
    Route("GET", "/admin/notices", admin_notices.notice_list, SUPERVISORS),
    Route("GET", "/admin/notices/new", admin_notices.new_form, ADMINISTRATORS),
    Route("POST", "/admin/notices/new", admin_notices.add, ADMINISTRATORS, "notice.add"),
    Route("GET", "/admin/notices/{id}", admin_notices.edit_form, ADMINISTRATORS),
    Route("POST", "/admin/notices/{id}", admin_notices.change, ADMINISTRATORS, "notice.change"),
    Route("POST", "/admin/notices/{id}/end", admin_notices.end, ADMINISTRATORS, "notice.end"),
    Route("GET", "/admin/hours", admin_hours.hours, SUPERVISORS),
    Route("GET", "/admin/hours/{id}", admin_hours.edit_form, ADMINISTRATORS),
    Route("POST", "/admin/hours/{id}", admin_hours.change, ADMINISTRATORS, "hours.change"),
    Route("GET", "/admin/audit", admin_audit.audit_log, AUDITORS, "audit.view"),
    Route("POST", "/admin/audit/check", admin_audit_check.check, AUDITORS, "audit.verify"),
    Route(
        "POST",
        "/admin/audit/export",
        admin_audit_export.export,
        AUDITORS,
        "audit.export",
        reason=True,
    ),
)

CALLER_MESSAGES: Mapping[type[msgspec.Struct], CallerRule] = MappingProxyType(
    {
        caller_wire.Hello: CallerRule(caller.hello, "no_session"),
        caller_wire.Ping: CallerRule(caller.ping, "nothing"),
        caller_wire.Join: CallerRule(caller.join, "no_session"),
        caller_wire.Leave: CallerRule(caller.leave, "session"),
        caller_wire.SwitchMode: CallerRule(caller.switch_mode, "session"),
        caller_wire.SendText: CallerRule(caller.send_text, "session"),
        caller_wire.Delivered: CallerRule(caller.delivered, "session"),
        caller_wire.LookHere: CallerRule(caller.look_here, "session"),
        caller_wire.RequestMedia: CallerRule(caller.request_media, "session"),
        caller_wire.AnswerMedia: CallerRule(caller.answer_media, "session"),
        caller_wire.MediaState: CallerRule(caller.media_state, "session"),
        caller_wire.End: CallerRule(caller.end, "session"),
        caller_wire.Reconnect: CallerRule(caller.reconnect, "session"),
    }
)

STAFF_MESSAGES: Mapping[type[msgspec.Struct], StaffRule] = MappingProxyType(
    {
        staff_wire.Hello: StaffRule(staff.hello, STAFF, "nothing"),
        staff_wire.Ping: StaffRule(staff.ping, STAFF, "nothing"),
        staff_wire.OnDuty: StaffRule(staff.on_duty, COUNSELORS, "nothing"),
        staff_wire.WatchCentre: StaffRule(staff.watch_centre, SUPERVISORS, "nothing"),
        staff_wire.SetAvailability: StaffRule(staff.set_availability, COUNSELORS, "nothing"),
        staff_wire.GoOffDuty: StaffRule(staff.go_off_duty, COUNSELORS, "nothing"),
        staff_wire.SearchAnswers: StaffRule(canned_help.search_answers, COUNSELORS, "nothing"),
        staff_wire.ReadNotice: StaffRule(canned_help.read_notice, COUNSELORS, "nothing"),
        staff_wire.AcceptOffer: StaffRule(staff.accept_offer, COUNSELORS, "offered"),
        staff_wire.PassOffer: StaffRule(staff.pass_offer, COUNSELORS, "offered"),
        staff_wire.SendText: StaffRule(staff.send_text, COUNSELORS, "own_session"),
        staff_wire.Delivered: StaffRule(staff.delivered, COUNSELORS, "own_session"),
        staff_wire.LookHere: StaffRule(staff.look_here, COUNSELORS, "own_session"),
        staff_wire.Hold: StaffRule(staff.hold, COUNSELORS, "own_session"),
        staff_wire.Resume: StaffRule(staff.resume, COUNSELORS, "own_session"),
        staff_wire.SwitchMode: StaffRule(staff.switch_mode, COUNSELORS, "own_session"),
        staff_wire.RequestMedia: StaffRule(staff.request_media, COUNSELORS, "own_or_offered"),
        staff_wire.AnswerMedia: StaffRule(staff.answer_media, COUNSELORS, "own_or_offered"),
        staff_wire.MediaState: StaffRule(staff.media_state, COUNSELORS, "own_session"),
        staff_wire.SaveRecord: StaffRule(save_record.save_record, COUNSELORS, "own_session"),
        staff_wire.End: StaffRule(staff.end, COUNSELORS, "own_session"),
        staff_wire.FinishWrapUp: StaffRule(staff.finish_wrap_up, COUNSELORS, "own_session"),
        staff_wire.CloseWrapUp: StaffRule(staff.close_wrap_up, SUPERVISORS, "centre_session"),
    }
)
