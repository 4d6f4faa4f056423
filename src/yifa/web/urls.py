"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from . import (
    act,
    case,
    choosing,
    desk,
    documents,
    figures,
    files,
    language,
    law,
    opening,
    portal,
    proposals,
    referrals,
    registers,
    reports,
    security,
    sign_in,
    terms,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("report/", portal.report_matter, name="report-matter"),
    path("report/received/", portal.received, name="received"),
    path("report/follow/", portal.followed, name="followed"),
    path("terms/", terms.terms, name="terms"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-in/code/", sign_in.second_step, name="second-step"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", language.switch, name="language"),
    path("security/", security.security, name="security"),
    path("security/again/", security.again, name="security-again"),
    path("security/app/", security.app, name="security-app"),
    path("security/passkey/", security.passkey, name="security-passkey"),
    path("security/codes/", security.codes, name="security-codes"),
    path("security/<int:factor>/remove/", security.remove, name="security-remove"),
    path("cases/new/", choosing.choose, name="choose"),
    path("cases/new/<str:family>/", opening.new, name="new"),
    path("cases/<int:case_id>/", case.case, name="case"),
    path("cases/<int:case_id>/reveal/", case.reveal, name="reveal"),
    path("cases/<int:case_id>/file.pdf", documents.casefile, name="casefile"),
    path(
        "cases/<int:case_id>/documents/<int:seq>/<str:name>.<str:kind>", documents.document, name="document"
    ),
    path("cases/<int:case_id>/files/<str:sha>/", files.case_file, name="case-file"),
    path("cases/<int:case_id>/acts/<str:name>/", act.act, name="act"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<int:case_id>/<str:name>/", referrals.referral, name="referral"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/files/<str:sha>/", files.proposal_file, name="proposal-file"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<str:name>/", registers.register, name="register"),
    path("registers/<str:name>/add/", registers.add, name="register-add"),
    path("registers/<str:name>/sheet/", registers.sheet, name="register-sheet"),
    path("registers/<str:name>/list.xlsx", registers.file, name="register-file"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:indicator>/", figures.figure, name="figure"),
    path("reports/", reports.latest, name="reports"),
    path("reports/<int:year>/", reports.report, name="report"),
    path("reports/<int:year>/passages/<str:key>/", reports.passage, name="passage"),
    path("reports/<int:year>/freeze/", reports.freeze_report, name="freeze"),
    path("reports/<int:year>/versions/<int:number>/", reports.version, name="report-version"),
    path("reports/<int:year>/report.<str:kind>", reports.download, name="report-file"),
    path("law/", law.procedures, name="law"),
    path("law/<str:family>/", law.procedure, name="procedure"),
    path("law/<str:family>/drawing.svg", law.drawing, name="drawing"),
]
