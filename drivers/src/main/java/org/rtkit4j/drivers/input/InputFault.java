package org.rtkit4j.drivers.input;

import org.rtkit4j.drivers.dockchannel.LinkFault;

/// What the firmware of keyboard and trackpad did wrong, and this driver survived.
public sealed interface InputFault {
    /// Returns one line: a sentence, a colon, and `name=value`. Names are the firmware's: escape it before it
    /// reaches a terminal.
    String message();

    /// Returns the name of the interface that will not be heard because of it, as the firmware has it; else empty.
    default String lost() {
        return "";
    }

    /// A part of the byte stream was dropped.
    record Link(LinkFault fault) implements InputFault {
        @Override
        public String message() {
            return fault.message();
        }
    }

    /// An interface that there cannot be.
    record NoSuchInterface(int number) implements InputFault {
        @Override
        public String message() {
            return "a packet for an interface that there cannot be: interface=%d, of=16".formatted(number);
        }
    }

    /// A message of interface 0 that is too short, or whose parts reach beyond it.
    record Malformed(String what, int number, int bytes) implements InputFault {
        @Override
        public String message() {
            return "%s reaches beyond its packet: interface=%d, bytes=%d".formatted(what, number, bytes);
        }
    }

    /// An announcement has no end; what else comes of it is not read.
    record EndlessAnnouncement(int number, String name, int packets) implements InputFault {
        @Override
        public String lost() {
            return name;
        }

        @Override
        public String message() {
            return "an announcement has no end: interface=%d, name=%s, packets=%d".formatted(number, name, packets);
        }
    }

    /// An interface that cannot be used.
    record Unusable(int number, String name, String why) implements InputFault {
        @Override
        public String lost() {
            return name;
        }

        @Override
        public String message() {
            return "an interface cannot be used, %s: interface=%d, name=%s".formatted(why, number, name);
        }
    }

    /// A descriptor is odd; it was read all the same.
    record OddDescriptor(int number, String problem) implements InputFault {
        @Override
        public String message() {
            return "a descriptor is odd, %s, interface=%d".formatted(problem, number);
        }
    }

    /// A report of an interface that is not ready; it was dropped.
    record EarlyReport(int number, int bytes) implements InputFault {
        @Override
        public String message() {
            return "a report before its interface is ready was dropped: interface=%d, bytes=%d"
                    .formatted(number, bytes);
        }
    }

    /// An answer to a command that nobody has given; it was dropped.
    record OtherAnswer(int number, int sequence, int command) implements InputFault {
        @Override
        public String message() {
            return "an answer to another command was dropped: interface=%d, sequence=%d, command=0x%02x"
                    .formatted(number, sequence, command);
        }
    }

    /// A command was refused.
    record Refused(String command, int returnCode) implements InputFault {
        @Override
        public String message() {
            return "the firmware refused %s: code=0x%08x".formatted(command, returnCode);
        }
    }

    /// A command was not answered.
    record NoAnswer(String command, long waitedNanos) implements InputFault {
        @Override
        public String message() {
            return "no answer to %s: waited=%d ms".formatted(command, waitedNanos / 1_000_000);
        }
    }

    /// The firmware reads nothing any more; its co-processor is restarted.
    record Stuck(long waitedNanos) implements InputFault {
        @Override
        public String message() {
            return "the firmware takes no commands, its FIFO stays full: waited=%d ms"
                    .formatted(waitedNanos / 1_000_000);
        }
    }

    /// An interface was enabled and did not become ready.
    record NotReady(int number, String name, long waitedNanos) implements InputFault {
        @Override
        public String lost() {
            return name;
        }

        @Override
        public String message() {
            return "an interface did not become ready: interface=%d, name=%s, waited=%d ms"
                    .formatted(number, name, waitedNanos / 1_000_000);
        }
    }

    /// A pin was asked for that this driver does not have.
    record NoSuchPin(int number, int pin) implements InputFault {
        @Override
        public String message() {
            return "a pin was asked for that is not there: interface=%d, pin=%d".formatted(number, pin);
        }
    }
}
