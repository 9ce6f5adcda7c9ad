"""The instructor's side: preparing, marking and learning from a session; installed by the extra ``[teach]``."""
