package org.rtkit4j.drivers.input;

/// Something that an interface is told or asked, and what is done with the answer.
///
/// @param what in words, for messages
/// @param number of the interface
/// @param flags what kind it is, see [org.rtkit4j.wire.dockchannel.DockPayload#FLAGS]
/// @param data what is sent; its first byte is the command, or the report's number
/// @param attempts how often it may be tried
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record HidCommand(String what, int number, int flags, byte[] data, int attempts, Answer answer) {
    /// What is done with an answer.
    interface Answer {
        Answer IGNORED = (_, _, _) -> {};

        /// It was done.
        ///
        /// @param bytes where the answer lies, behind the command or the report's number; good until this
        /// returns
        void onDone(byte[] bytes, int from, int length);

        /// It was refused, or not answered as often as it was tried.
        default void onFailed() {}
    }

    HidCommand again() {
        return new HidCommand(what, number, flags, data, attempts - 1, answer);
    }
}
