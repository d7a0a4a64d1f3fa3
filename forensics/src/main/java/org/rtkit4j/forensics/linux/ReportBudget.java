package org.rtkit4j.forensics.linux;

import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.WarningList;

/// How many more crashes a log may report, all devices together.
final class ReportBudget {
    private final WarningList warnings;
    private int left = Limits.REPORTS;

    ReportBudget(WarningList warnings) {
        this.warnings = warnings;
    }

    /// Returns whether one more is allowed, and counts it.
    boolean take() {
        if (left == 0) {
            warnings.once("more than " + Limits.REPORTS + " reports: the rest is left out");
            return false;
        }
        left--;
        return true;
    }
}
