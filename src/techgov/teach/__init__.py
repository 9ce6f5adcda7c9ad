"""The instructor's side: installed by the extra ``[teach]``, imported by nothing else in TechGov."""
