"""What a learner sees when something is wrong: one sentence, not a traceback."""


class LearnerError(Exception):
    """Raised with one clear sentence that says what is wrong and what to do."""

    def _render_traceback_(self) -> list[str]:  # IPython shows these lines in place of the traceback
        return [str(self)]
