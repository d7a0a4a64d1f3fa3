package org.rtkit4j.emulator.afk;

import java.util.Map;

/// A service of the firmware's behind an AFK endpoint. Called by one thread at a time; must not block.
public interface EpicService {
    /// Returns its name, at most 31 characters of ASCII, 19 with sensors.
    String name();

    /// Returns what its announcement says besides; empty: nothing.
    default Map<String, Object> properties() {
        return Map.of();
    }

    /// It is announced, and may speak from now on.
    ///
    /// @param voice good until [#onDown]
    default void onUp(Voice voice) {}

    /// A command of the AP, to be answered now or later, or not.
    void onCommand(EpicRequest request);

    /// The rings are gone.
    default void onDown() {}

    /// What a service says by itself.
    interface Voice {
        /// Reports something; nobody answers.
        void report(int type, byte[] payload);

        /// Calls the AP; the answer comes to `answer`, with the return code and the data, if it comes.
        void call(int number, byte[] data, Answer answer);

        /// Says that the service is gone.
        void tearDown();
    }

    /// What becomes of a call.
    @FunctionalInterface
    interface Answer {
        void onAnswer(int returnCode, byte[] data);
    }
}
