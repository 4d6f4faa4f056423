"""The `yifa` command: `yifa --help` lists what it does; every command prints JSON with `--json`.

Exit codes: 0 done, 1 the answer is no (something broken, refused or unproved), 2 the question, or the
law folder it was asked of, was not understood. Errors are told in Chinese and English, without a traceback, as JSON
on standard output where `--json` is given. A command's module is imported when it is asked for, Django being set up
first where the command needs it.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click
from django.db import DatabaseError

from yifa.errors import BadInput, Text, Unavailable, YifaError

from .output import exit_code, tell
from .setup import ready

__all__ = ["main", "yifa"]

COMMANDS = {
    "demo": (
        "cli_demo",
        "从零运行：迁移、演示街道、一年案卷、报告。 / The main job, from nothing to the report.",
    ),
    "serve": ("cli_demo", "启动网站与后台进程。 / Start the site and its workers."),
    "yearbook": ("cli_yearbook", "重放或者核对年册。 / Replay or check a year book."),
    "migrate": ("setup", "更新数据库。 / Bring the database up to date."),
    "law": ("cli_law", "检查、查看、绘制、变异法律目录。 / Check, show, draw and mutate the law."),
    "due": ("cli_due", "期间何时届满，为什么。 / When a period ends, and why."),
    "draw": (
        "cli_draw",
        "双随机抽取：重演、公开数据、种子。 / Random draws: replay, public facts, a seed.",
    ),
    "docket": ("cli_docket", "校验与重建案卷。 / Verify and rebuild the docket."),
    "intake": ("cli_intake", "登记一张表上的工单或报警。 / Receive a sheet of orders or alarms."),
    "erase": ("cli_erase", "依法删除一项个人信息。 / Erase personal information by law."),
    "terms": ("cli_terms", "期限：逾期、临近、中止、暂定。 / Terms: late, near, suspended, provisional."),
    "work": ("cli_terms", "后台任务（网站之外另开时用）。 / Background jobs, beside the site."),
    "figures": ("cli_figures", "一年的数字。 / The figures of a year."),
    "assess": ("cli_assess", "按评估指标由案卷得分。 / The points of an assessment scored from the dockets."),
    "trace": ("cli_figures", "一个数字背后的行为。 / The acts behind a figure."),
    "report": (
        "cli_report",
        "法定报告：起草、定稿、审批、公布。 / Statutory reports, from draft to publication.",
    ),
    "audit": ("cli_audit", "审读任何报告里的数字。 / Hold the numbers of any report against each other."),
    "coverage": ("cli_coverage", "各报告所列事项有多少可用。 / How much of what the reports name works."),
    "api": ("cli_api", "接口约定与令牌。 / The interface's contract, and tokens."),
    "people": ("cli_people", "人员、岗位、证件、代理、移交。 / People, posts, certificates, deputies."),
    "divisions": ("cli_divisions", "登记一张表上的区划。 / Enter a sheet of divisions."),
    "completion": ("cli_completion", "命令补全：bash、zsh、fish。 / Completion for the shell."),
    "account": ("cli_account", "账号的第二步验证。 / The second factors of accounts."),
}
PURE = {"audit", "due", "completion"}
"""Commands that need no database."""


class _Commands(click.Group):
    """Commands imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported and Django set up where needed."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in PURE:
            ready()
        found: click.Command = getattr(import_module(f".{COMMANDS[cmd_name][0]}", __package__), cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="yifa")
def yifa() -> None:
    """Yifa (依法): law-bound work of local government, every figure traceable to its acts.

    Data lie in $YIFA_DATA (default ./var). Start with: yifa demo
    """


def main() -> None:
    """Entry point of the console script."""
    as_json = "--json" in sys.argv[1:]
    try:
        yifa(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as problem:
        _usage(problem, as_json=as_json)
        sys.exit(2)
    except YifaError as problem:
        tell(problem, as_json=as_json)
        sys.exit(exit_code(problem))
    except DatabaseError as problem:
        text = Text(f"数据库用不了：{problem}。", f"The database cannot be used: {problem}.")
        hint = Text("请核对 YIFA_DATABASE 和 YIFA_DATA。", "Check YIFA_DATABASE and YIFA_DATA.")
        tell(Unavailable("server.database", text, hint=hint), as_json=as_json)
        sys.exit(1)
    except OSError as problem:
        place = f"“{problem.filename}”" if problem.filename else ""
        text = Text(
            f"文件{place}不能读写：{problem.strerror or problem}。",
            f"A file cannot be read or written: {problem}.",
        )
        tell(BadInput("server.file", text), as_json=as_json)
        sys.exit(2)


def _usage(problem: click.ClickException, *, as_json: bool) -> None:
    """A command or option that is none."""
    if as_json:
        words = problem.format_message()
        tell(BadInput("server.usage", Text(f"命令有误：{words}", words)), as_json=True)
    else:
        problem.show()
