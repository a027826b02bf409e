"""How a run is told to stop."""


class JobStopped(BaseException):  # not an error: an `except Exception` of a job must not swallow it
    """This run must not write any more. Let it pass; the runner writes down how it ended."""


class JobCancelled(JobStopped):
    """A person has asked to stop it."""


class LeaseLost(JobStopped):
    """The run goes on elsewhere, or is over: what this process still commits would be done twice."""
