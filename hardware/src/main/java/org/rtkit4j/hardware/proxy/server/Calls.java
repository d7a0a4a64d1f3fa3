package org.rtkit4j.hardware.proxy.server;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.IoDevice;
import org.rtkit4j.hardware.proxy.wire.Opcode;
import org.rtkit4j.hardware.proxy.wire.Requests;

/// The opcodes that a target without a CPU can serve; the others are unknown to it.
final class Calls {
    /// Of one MEMCPY, MEMSET, DC_ZVA, GZDEC.
    static final long MOST_BYTES = 64L << 20;
    private static final int CACHE_LINE = 64;
    private static final int CPU_FEATURES_BYTES = 20;
    private static final int CARVEOUT_BYTES = 16;
    private static final long NANOS_PER_MICRO = 1000;
    private static final long MOST_DELAY_NANOS = 1_000_000_000;

    private final ProxyTarget target;
    private final TargetFacts facts;
    private final GuardedMemory memory;
    private final HostConsole console;
    private final TargetHeap heap;
    private final PowerCalls power;
    private final DartCalls darts;

    // Where the list of carve-outs lies; 0: nobody has asked.
    private long carveouts;

    /// Whether the call that was served last is known.
    private boolean isKnown;

    Calls(ProxyTarget target, TargetFacts facts, GuardedMemory memory, HostConsole console) {
        this.target = target;
        this.facts = facts;
        this.memory = memory;
        this.console = console;
        heap = new TargetHeap(facts.heapBase(), facts.heapBytes());
        power = new PowerCalls(target, memory);
        darts = new DartCalls(target);
    }

    /// Serves a call.
    ///
    /// @return its result, 0 where it has none and where [#wasKnown] says that there is no such call
    long serve(@Nullable Opcode opcode, Frame request) {
        isKnown = true;
        if (opcode == null) {
            return unknown();
        }
        return switch (opcode.code() >> 8) {
            case 0x0 -> system(opcode, request);
            case 0x1 -> access(opcode, request);
            case 0x2 -> block(opcode, request);
            case 0x3 -> cache(opcode, request);
            case 0x4, 0x6 -> heap(opcode, request);
            case 0x8 -> orUnknown(power.serve(opcode, request));
            case 0x9 -> device(opcode, request);
            case 0xb -> orUnknown(darts.serve(opcode, request));
            case 0x10 -> carveouts();
            default -> orUnknown(AbsentParts.serve(opcode));
        };
    }

    boolean wasKnown() {
        return isKnown;
    }

    private long system(Opcode opcode, Frame request) {
        return switch (opcode) {
            case NOP, EXIT, SET_BAUD -> 0;
            case GET_BOOTARGS -> facts.bootArgs();
            case GET_BASE -> facts.base();
            case GET_CHIPID -> Integer.toUnsignedLong(facts.chipId());
            case GET_CPU_FEATURES -> cpuFeatures(arg(request, 0));
            case GET_EXC_COUNT -> memory.takeFaults();
            case SET_EXC_GUARD -> {
                memory.guard((int) arg(request, 0));
                yield 0;
            }
            case UDELAY -> delay(arg(request, 0));
            default -> unknown();
        };
    }

    private long access(Opcode opcode, Frame request) {
        int width = opcode.widthBytes();
        long address = arg(request, 0);
        long value = arg(request, 1);
        return switch (opcode.code() >> 2) {
            case 0x100 >> 2 -> stored(address, width, value);
            case 0x104 >> 2 -> memory.load(address, width);
            case 0x108 >> 2 -> memory.modify(address, width, 0, value);
            case 0x10c >> 2 -> memory.modify(address, width, value, 0);
            case 0x110 >> 2 -> memory.modify(address, width, value, arg(request, 2));
            case 0x114 >> 2 -> {
                memory.store(address, width, value);
                yield memory.load(address, width);
            }
            default -> unknown();
        };
    }

    private long block(Opcode opcode, Frame request) {
        long to = arg(request, 0);
        long size = arg(request, 2);
        if (isTooMuch(size)) {
            return 0;
        }
        if (opcode.code() >> 2 == 0x200 >> 2) {
            memory.copy(to, arg(request, 1), size, opcode.widthBytes());
        } else {
            memory.fill(to, arg(request, 1), size, opcode.widthBytes());
        }
        return 0;
    }

    // There are no caches. DC_ZVA is the one that is seen in memory.
    private long cache(Opcode opcode, Frame request) {
        if (opcode == Opcode.DC_ZVA && !isTooMuch(arg(request, 1))) {
            long start = arg(request, 0) & -CACHE_LINE;
            long end = (arg(request, 0) + arg(request, 1) + CACHE_LINE - 1) & -CACHE_LINE;
            memory.fill(start, 0, end - start, Long.BYTES);
        }
        return 0;
    }

    private long heap(Opcode opcode, Frame request) {
        return switch (opcode) {
            case GZDEC -> Gunzip.run(target, memory, request);
            case HEAPBLOCK_ALLOC -> heap.block(arg(request, 0));
            case MALLOC -> heap.allocate(1, arg(request, 0));
            case MEMALIGN -> heap.allocate(arg(request, 0), arg(request, 1));
            case FREE -> freed(arg(request, 0));
            default -> unknown();
        };
    }

    private long device(Opcode opcode, Frame request) {
        return switch (opcode) {
            case IODEV_WHOAMI -> facts.ioDevice();
            case IODEV_SET_USAGE, IODEV_CAN_READ, USB_IODEV_VUART_SETUP -> 0;
            case IODEV_CAN_WRITE -> arg(request, 0) >= 0 && arg(request, 0) <= IoDevice.LAST ? 1 : 0;
            default -> unknown();
        };
    }

    // A list of start and size, which ends where the start is 0: here at once.
    private long carveouts() {
        if (carveouts == 0) {
            carveouts = heap.block(CARVEOUT_BYTES);
            if (carveouts != 0) {
                memory.fill(carveouts, 0, CARVEOUT_BYTES, Long.BYTES);
            }
        }
        return carveouts;
    }

    private long cpuFeatures(long size) {
        if (size != CPU_FEATURES_BYTES) {
            console.print("CPU features: size %d asked, %d there\n".formatted(size, CPU_FEATURES_BYTES));
            return 0;
        }
        return facts.cpuFeatures();
    }

    private long delay(long micros) {
        boolean isLong = micros < 0 || micros > MOST_DELAY_NANOS / NANOS_PER_MICRO;
        target.delay(isLong ? MOST_DELAY_NANOS : micros * NANOS_PER_MICRO);
        return 0;
    }

    private long stored(long address, int width, long value) {
        memory.store(address, width, value);
        return 0;
    }

    private long freed(long address) {
        if (address != 0 && !heap.release(address)) {
            console.print("free: nothing allocated at 0x%x\n".formatted(address));
        }
        return 0;
    }

    private boolean isTooMuch(long size) {
        boolean tooMuch = size < 0 || size > MOST_BYTES;
        if (tooMuch) {
            memory.onRefusal("size=0x%x, at most 0x%x".formatted(size, MOST_BYTES));
        }
        return tooMuch;
    }

    private long orUnknown(@Nullable Long result) {
        return result == null ? unknown() : result;
    }

    private long unknown() {
        isKnown = false;
        return 0;
    }

    static long arg(Frame request, int index) {
        return request.get(Requests.ARGS.get(index));
    }
}
