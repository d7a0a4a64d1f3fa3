package org.rtkit4j.drivers.epic;

/// Hears what services say by themselves, with the co-processor's lock held: the rule for listeners holds.
public interface EpicListener {
    /// Hears nothing, and leaves calls without an answer.
    EpicListener NONE = new EpicListener() {};

    /// What [#onCall] returns for a call that is not answered.
    int UNANSWERED = -1;

    /// A service was announced.
    default void onService(ServiceAnnouncement service) {}

    /// A service reports. Costs no allocation.
    ///
    /// @param type of [org.rtkit4j.wire.epic.Epic.Type], or the service's own
    /// @param bytes a copy that is valid until the call returns
    default void onReport(int channel, int type, byte[] bytes, int from, int length) {}

    /// A service calls the AP, which answers with data of the same size.
    ///
    /// @param bytes what it gives, a copy; the answer takes its place
    /// @return the code of the answer, or [#UNANSWERED]
    default int onCall(int channel, int number, byte[] bytes, int from, int length) {
        return UNANSWERED;
    }

    /// Something was wrong, and survived. As often as the firmware likes.
    default void onFault(EpicFault fault) {}
}
