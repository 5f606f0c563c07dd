"""The error tree: everything gestae raises on purpose.

GestaeError
├── ReportError          one report cannot be read; names the report and the reason
│   ├── EmptyReport
│   ├── NotText
│   ├── NotEnglish
│   └── TooLong
├── KnowledgeError       a data file is wrong; names the file and the place in it
├── PageNotBuilt         the browser code of the page is not there; says what to run
├── ModelMissing         the language model is not installed; says what to install
├── SettingsError        a setting has no such name or value
├── SourceError          a source on a cluster's storage cannot be listed; names it and the reason
├── EngineError          the engine asked for is not there or unknown; says what to do
├── ReadingsError        a file of readings is damaged, or its folder is of other readings; names it and the reason
└── CaseError            a case file cannot be opened, read or written; names the file and the reason
    ├── NotACase         the file is something else, of a newer gestae, damaged, or holds what gestae never put there
    └── CaseBusy         another program is writing to the case
"""


class GestaeError(Exception):
    """Base of every error gestae raises on purpose."""


class ReportError(GestaeError):
    """One report cannot be read.

    Args:
        report: the file name or other name of the report.
        reason: what is wrong with it, in one sentence.
    """

    def __init__(self, report: str, reason: str) -> None:
        super().__init__(f"{report}: {reason}")
        self.report = report
        self.reason = reason


class EmptyReport(ReportError):
    """The report holds no text."""


class NotText(ReportError):
    """The report is binary, or its bytes cannot be decoded."""


class NotEnglish(ReportError):
    """The report is in a language gestae does not read."""


class TooLong(ReportError):
    """The report is longer than the setting `max_characters` allows."""


class KnowledgeError(GestaeError):
    """A data file of gestae or of the user is wrong."""


class PageNotBuilt(GestaeError):
    """The browser code that the page borrows has not been built."""


class ModelMissing(GestaeError):
    """The language model is not installed."""


class SettingsError(GestaeError):
    """A setting has no such name or value."""


class SourceError(GestaeError):
    """A source on a cluster's storage cannot be listed.

    Args:
        source: its path.
        reason: what is wrong, in one sentence.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")


class EngineError(GestaeError):
    """The engine asked for is not there, or unknown."""


class ReadingsError(GestaeError):
    """A file of readings is damaged, or a folder holds other readings.

    Args:
        name: the file or folder.
        reason: what is wrong, in one sentence.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class CaseError(GestaeError):
    """A case file cannot be opened, read or written.

    Args:
        case: the file.
        reason: what is wrong, in one sentence.
    """

    def __init__(self, case: str, reason: str) -> None:
        super().__init__(f"{case}: {reason}")
        self.case = case
        self.reason = reason


class NotACase(CaseError):
    """The file is no case, or none that can be trusted."""


class CaseBusy(CaseError):
    """Another program is writing to the case."""


class CaseSlow(CaseError):
    """A question to the case took longer than it may."""
