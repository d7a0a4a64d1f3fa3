package org.rtkit4j.forensics.explain;

import java.util.EnumSet;
import java.util.Set;

/// How much of a report is printed, and how wide.
///
/// @param columns that prose is wrapped to
/// @param isBrief a screenful instead of the parts
/// @param isAll long logs in full instead of their newest rows
/// @param parts which parts of the evidence; all of them follow the summary, some stand alone
record Scope(int columns, boolean isBrief, boolean isAll, Set<Part> parts) {
    private static final int COLUMNS = 100;

    Scope {
        parts = Set.copyOf(parts);
    }

    static Scope everything(boolean isAll) {
        return new Scope(COLUMNS, false, isAll, EnumSet.allOf(Part.class));
    }

    Scope wrappedTo(int otherColumns) {
        return new Scope(otherColumns, isBrief, isAll, parts);
    }

    Scope briefly() {
        return new Scope(columns, true, isAll, parts);
    }

    Scope only(Set<Part> some) {
        return new Scope(columns, false, true, some);
    }

    /// Whether the summary is printed, too.
    boolean isWhole() {
        return parts.size() == Part.values().length;
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
