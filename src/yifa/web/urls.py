"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from . import (
    act,
    administration,
    auditing,
    blocks,
    case,
    choosing,
    desk,
    documents,
    draws,
    entrance,
    figures,
    files,
    guides,
    handbook,
    intake,
    invitation,
    language,
    law,
    layers,
    ledgers,
    opening,
    people,
    people_changes,
    people_organisation,
    portal,
    proposals,
    referrals,
    registers,
    report_lapses,
    report_streets,
    report_studio,
    report_way,
    reports,
    scenario,
    security,
    sign_in,
    street_map,
    terms,
    three_systems,
    tracing_back,
)

__all__ = ["Number", "Year", "urlpatterns"]


class Number(IntConverter):
    """A number that a database can hold; a longer one is the address of nothing."""

    regex = "[0-9]{1,18}"


class Year(IntConverter):
    """A year of which there can be figures."""

    regex = "20(?:1[89]|[2-9][0-9])|2100"


class Period(StringConverter):
    """A period of which there can be a report: a year, or a month of one."""

    regex = f"(?:{Year.regex})(?:-(?:0[1-9]|1[0-2]))?"


register_converter(Number, "number")
register_converter(Period, "period")
register_converter(Year, "year")

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("services/", entrance.services, name="services"),
    path("report/", portal.report_matter, name="report-matter"),
    path("apply/", portal.apply_online, name="apply-online"),
    path("ask/", portal.ask_lawyer, name="ask-lawyer"),
    path("volunteer/", portal.join_volunteers, name="volunteer"),
    path("report/received/", portal.received, name="received"),
    path("report/follow/", portal.followed, name="followed"),
    path("audit/", auditing.audit_report, name="audit"),
    path("audit/export/", auditing.audit_export, name="audit-export"),
    path("terms/", terms.terms, name="terms"),
    path("guide/", guides.guide, name="guide"),
    path("guides/", guides.guides, name="guides"),
    path("three-systems/", three_systems.three_systems, name="three-systems"),
    path("map/", street_map.board, name="map"),
    path("ledger/<str:family>/", ledgers.ledger, name="ledger"),
    path("map/risks/", layers.risks, name="risks"),
    path("map/diggings/", layers.diggings, name="diggings"),
    path("map/circle/", layers.circle, name="circle"),
    path("duty/", blocks.duty, name="duty"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", sign_in.second_step, name="second-step"),
    path("sign-in/first/<uidb64>/<token>/", invitation.FirstPassword.as_view(), name="first-password"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", language.switch, name="language"),
    path("security/", security.security, name="security"),
    path("security/again/", security.again, name="security-again"),
    path("security/app/", security.app, name="security-app"),
    path("security/passkey/", security.passkey, name="security-passkey"),
    path("security/codes/", security.codes, name="security-codes"),
    path("security/<number:factor>/remove/", security.remove, name="security-remove"),
    path("people/", people.people, name="people"),
    path("people/new/", people_organisation.new_person, name="new-person"),
    path("people/me/", people.me, name="me"),
    path("people/me/deputy/", people_organisation.own_deputy, name="own-deputy"),
    path("people/offices/", people.offices, name="offices"),
    path("people/offices/new/", people_organisation.new_office, name="new-office"),
    path("people/offices/<number:office_id>/dissolve/", people_organisation.dissolve, name="dissolve"),
    path("people/record/", administration.admin_record, name="admin-record"),
    path("people/accounts/", administration.accounts, name="accounts"),
    path("people/<number:officer_id>/", people.person, name="person"),
    path("people/<number:officer_id>/invite/", administration.invite_person, name="invite-person"),
    path("people/<number:officer_id>/<slug:what>/", people_changes.change, name="change-person"),
    path("cases/new/", choosing.choose, name="choose"),
    path("cases/new/<str:family>/", opening.new, name="new"),
    path("cases/<number:case_id>/", case.case, name="case"),
    path("cases/<number:case_id>/scenario/", scenario.scenario, name="scenario"),
    path("cases/<number:case_id>/reveal/", case.reveal, name="reveal"),
    path("cases/<number:case_id>/back/<number:seq>/", tracing_back.back, name="back"),
    path("cases/<number:case_id>/file.pdf", documents.casefile, name="casefile"),
    path(
        "cases/<number:case_id>/documents/<number:seq>/<str:name>.<str:kind>",
        documents.document,
        name="document",
    ),
    path("cases/<number:case_id>/files/<str:sha>/", files.case_file, name="case-file"),
    path("cases/<number:case_id>/acts/<str:name>/", act.act, name="act"),
    path("draws/seed/", draws.seed, name="draw-seed"),
    path("draws/<number:case_id>/", draws.draw, name="draw"),
    path("draws/<number:case_id>/draw.json", draws.facts, name="draw-facts"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<number:case_id>/<str:name>/", referrals.referral, name="referral"),
    path("proposals/<number:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<number:proposal_id>/files/<str:sha>/", files.proposal_file, name="proposal-file"),
    path("intake/", intake.sheets, name="intake-sheets"),
    path("intake/<str:name>/", intake.sheet, name="intake-sheet"),
    path("intake/<str:name>/empty.xlsx", intake.blank, name="intake-blank"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<str:name>/", registers.register, name="register"),
    path("registers/<str:name>/add/", registers.add, name="register-add"),
    path("registers/<str:name>/sheet/", registers.sheet, name="register-sheet"),
    path("registers/<str:name>/list.xlsx", registers.file, name="register-file"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:indicator>/", figures.figure, name="figure"),
    path("reports/", reports.latest, name="reports"),
    path("reports/<year:year>/", reports.listed, name="reports-of"),
    path("reports/<period:period>/<slug:name>/", reports.report, name="report"),
    path("reports/<period:period>/<slug:name>/passages/<str:key>/", report_studio.passage, name="passage"),
    path(
        "reports/<period:period>/<slug:name>/findings/", report_studio.answer_finding, name="answer-finding"
    ),
    path(
        "reports/<period:period>/<slug:name>/lapses/<slug:lapse>/<str:family>/",
        report_lapses.lapses,
        name="lapses",
    ),
    path("reports/<period:period>/<slug:name>/streets/", report_streets.streets, name="report-streets"),
    path(
        "reports/<period:period>/<slug:name>/streets/<number:number>/",
        report_streets.street,
        name="report-street",
    ),
    path("reports/<period:period>/<slug:name>/begin/", report_way.begin_report, name="begin-report"),
    path("reports/<period:period>/<slug:name>/freeze/", reports.freeze_report, name="freeze"),
    path(
        "reports/<period:period>/<slug:name>/versions/<number:number>/",
        reports.version,
        name="report-version",
    ),
    path(
        "reports/<period:period>/<slug:name>/versions/<number:number>/report.<str:kind>",
        reports.version_file,
        name="version-file",
    ),
    path("reports/<period:period>/<slug:name>/report.<str:kind>", reports.download, name="report-file"),
    path("handbook/", handbook.handbook, name="handbook"),
    path("law/", law.procedures, name="law"),
    path("law/<str:family>/", law.procedure, name="procedure"),
    path("law/<str:family>/drawing.svg", law.drawing, name="drawing"),
]
