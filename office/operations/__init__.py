"""Operations as people see them: preview, progress, result, undo. One's own for everybody, all for administrators."""
