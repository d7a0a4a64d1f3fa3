package org.rtkit4j.core.session;

/// Something odd that a session survived. Counted, and reported to the [SessionListener].
public enum Notice {
    UNKNOWN_MESSAGE("a message that no layout knows"),
    UNKNOWN_SYSTEM_ENDPOINT("a message from a system endpoint that is not known"),
    UNANNOUNCED_ENDPOINT("a message from an endpoint that was not announced"),
    ENDPOINT_NOT_STARTED("a message from an application endpoint that was not started"),
    UNEXPECTED_NOW("a message that makes no sense in this state"),
    RESERVED_BITS("bits 31:8 of the message's second word are set"),
    UNEXPECTED_POWER_STATE("an acknowledgement of a power state that was not asked for"),
    REPEATED_BUFFER_REQUEST("a buffer is asked for again; the same answer was given"),
    CONFLICTING_BUFFER_REQUEST("another buffer is asked for; the request was ignored"),
    BUFFER_REFUSED("a buffer was refused"),
    SYSLOG_NOT_READY("a syslog entry before the ring is known; acknowledged, not read"),
    SYSLOG_BAD_INDEX("a syslog entry outside the ring; acknowledged, not read"),
    SYSLOG_BAD_GEOMETRY("a syslog ring that does not fit its buffer; cut to what fits"),
    SYSLOG_REPEATED_INIT("the syslog ring is set up again"),
    CRASH_ADDRESS_DIFFERS("the crash notification points elsewhere than the agreed buffer"),
    CRASH_LOG_UNREADABLE("the crash log could not be read"),
    DROPPED("a message while stopped, or after a crash or failure; dropped"),
    LISTENER_FAILED("a listener has thrown; what it was told is lost on it");

    private final String sentence;

    Notice(String sentence) {
        this.sentence = sentence;
    }

    /// Returns what happened, in words.
    public String sentence() {
        return sentence;
    }
}
