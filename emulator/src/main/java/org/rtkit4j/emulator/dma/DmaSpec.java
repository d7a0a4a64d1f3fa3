package org.rtkit4j.emulator.dma;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.machine.DmaFilter;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.DartRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// What stands between a co-processor and memory, as a profile says it.
public sealed interface DmaSpec {
    /// Puts it into the machine, and returns what it lets through.
    DmaFilter attach(Machine machine);

    /// Returns its registers; null where it has none.
    default @Nullable Region registers() {
        return null;
    }

    /// No way to the machine's memory at all: the co-processor has its own.
    record Closed() implements DmaSpec {
        @Override
        public DmaFilter attach(Machine machine) {
            return DmaFilter.CLOSED;
        }
    }

    /// Nothing: the co-processor sees physical memory.
    record Physical() implements DmaSpec {
        @Override
        public DmaFilter attach(Machine machine) {
            return DmaFilter.OPEN;
        }
    }

    /// A SART of its own.
    ///
    /// @param physAddr where its registers lie
    record WithSart(long physAddr, SartRegisters layout) implements DmaSpec {
        @Override
        public DmaFilter attach(Machine machine) {
            var sart = new Sart(layout);
            machine.attach(physAddr, SartRegisters.BYTES, sart);
            return sart;
        }

        @Override
        public Region registers() {
            return new Region("sart", physAddr, SartRegisters.BYTES);
        }
    }

    /// A DART of its own.
    ///
    /// @param physAddr where its registers lie
    /// @param stream the stream of its accesses, 0 to 15
    record WithDart(long physAddr, int stream) implements DmaSpec {
        public WithDart {
            if (stream < 0 || stream >= DartRegisters.STREAMS) {
                throw new IllegalArgumentException("no such stream: stream=" + stream);
            }
        }

        @Override
        public DmaFilter attach(Machine machine) {
            var dart = new Dart(machine::readMemory64);
            machine.attach(physAddr, DartRegisters.BYTES, dart);
            return dart.stream(stream);
        }

        @Override
        public Region registers() {
            return new Region("dart", physAddr, DartRegisters.BYTES);
        }
    }
}
