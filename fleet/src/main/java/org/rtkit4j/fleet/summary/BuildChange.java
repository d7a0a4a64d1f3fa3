package org.rtkit4j.fleet.summary;

/// A group whose share of devices differs from one build to the next by more than chance.
///
/// @param group its name
/// @param sentence what happened, by its earliest report
/// @param from the earlier build, by when each was first seen
/// @param to the next one
/// @param before the group's share of the devices that reported with the earlier build
/// @param after of those that did with the next
public record BuildChange(
        String group, String sentence, String from, String to, DeviceShare before, DeviceShare after) {
    /// Whether more devices have it than before.
    public boolean isWorse() {
        return after.isSurelyAbove(before);
    }

    /// Whether the two differ by more than their intervals.
    public boolean isSure() {
        return isWorse() || before.isSurelyAbove(after);
    }
}
