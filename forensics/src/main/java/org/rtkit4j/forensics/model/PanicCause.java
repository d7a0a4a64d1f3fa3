package org.rtkit4j.forensics.model;

import java.util.List;

/// Why a system stopped, in its own words.
///
/// @param panicClass what kind of panic the words are
/// @param message the panic's text, escaped
/// @param subject the service, driver or device that the text names; empty where it names none
/// @param seconds how long something did not answer, or -1
/// @param missingSensors names of sensors that did not answer, in the order of the text
public record PanicCause(
        PanicClass panicClass, String message, String subject, long seconds, List<String> missingSensors) {
    public PanicCause {
        missingSensors = List.copyOf(missingSensors);
    }
}
