package org.rtkit4j.hardware.proxy.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.IoDevice;

/// A machine in a test's hands: a megabyte of RAM, and a device of eight registers that remembers each access.
///
/// Reading the device's last register pops: it gives 1, 2, 3 and so on, once each.
public class FakeTarget implements ProxyTarget {
    public static final long RAM = 0x8_0000_0000L;
    public static final int RAM_BYTES = 1 << 20;
    public static final long DEVICE = 0x2_0000_0000L;
    public static final int DEVICE_BYTES = 64;
    public static final long POP = DEVICE + 56;
    public static final long BOOT_ARGS = RAM + 0x101;
    public static final long BASE = RAM + 0x4000;
    public static final long HEAP = RAM + 0x4_0000;
    public static final long HEAP_BYTES = 0xa_0000;

    public final byte[] ram = new byte[RAM_BYTES];
    public final byte[] device = new byte[DEVICE_BYTES];
    public final List<String> accesses = new ArrayList<>();
    public final List<String> calls = new ArrayList<>();
    public int ioDevice = IoDevice.USB0;
    public int reboots;
    public @Nullable HostConsole console;
    public long popped;
    public long stores;

    @Override
    public TargetFacts facts() {
        return new TargetFacts(BOOT_ARGS, BASE, HEAP, HEAP_BYTES, 0x8103, RAM + 0x40, ioDevice);
    }

    @Override
    public long load(long physAddr, int width) throws TargetFaultException {
        boolean isDevice = isIn(physAddr, DEVICE, DEVICE_BYTES, width);
        byte[] bytes = isDevice ? device : ram;
        int at = offset(physAddr, width, isDevice);
        if (isDevice) {
            note(() -> "load%d 0x%x".formatted(8 * width, at));
            if (physAddr == POP) {
                return ++popped;
            }
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    @Override
    public void store(long physAddr, int width, long value) throws TargetFaultException {
        boolean isDevice = isIn(physAddr, DEVICE, DEVICE_BYTES, width);
        byte[] bytes = isDevice ? device : ram;
        int at = offset(physAddr, width, isDevice);
        if (isDevice) {
            stores++;
            note(() -> "store%d 0x%x 0x%x".formatted(8 * width, at, value));
        }
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    @Override
    public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        System.arraycopy(ram, offset(physAddr, length, false), into, from, length);
    }

    @Override
    public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
        System.arraycopy(bytes, from, ram, offset(physAddr, length, false), length);
    }

    @Override
    public void reboot() {
        reboots++;
        popped = 0;
    }

    @Override
    public void delay(long nanos) {
        calls.add("delay " + nanos);
    }

    @Override
    public void attach(HostConsole line) {
        console = line;
    }

    @Override
    public TargetPower power() {
        return new TargetPower() {
            @Override
            public int enable(int id) {
                calls.add("enable 0x%x".formatted(id));
                return 0;
            }

            @Override
            public int disable(int id) {
                calls.add("disable 0x%x".formatted(id));
                return 0;
            }

            @Override
            public int enablePath(String path) {
                calls.add("enable " + path);
                return path.equals("/arm-io/smc") ? 0 : -1;
            }

            @Override
            public int disablePath(String path) {
                calls.add("disable " + path);
                return 0;
            }

            @Override
            public int reset(int die, String name) {
                calls.add("reset " + die + " " + name);
                return 0;
            }
        };
    }

    @Override
    public TargetDarts darts() {
        return new TargetDarts() {
            @Override
            public long init(long registers, int stream, boolean keepTables, int type) {
                calls.add("dart 0x%x %d %s %d".formatted(registers, stream, keepTables, type));
                return 0x77;
            }

            @Override
            public void shutdown(long dart) {
                calls.add("dart shutdown 0x%x".formatted(dart));
            }

            @Override
            public int map(long dart, long iova, long physAddr, long sizeBytes) {
                calls.add("dart map 0x%x 0x%x 0x%x 0x%x".formatted(dart, iova, physAddr, sizeBytes));
                return 0;
            }

            @Override
            public void unmap(long dart, long iova, long sizeBytes) {
                calls.add("dart unmap 0x%x 0x%x 0x%x".formatted(dart, iova, sizeBytes));
            }
        };
    }

    private void note(java.util.function.Supplier<String> access) {
        if (accesses.size() < 1000) {
            accesses.add(access.get());
        }
    }

    private static boolean isIn(long physAddr, long start, int size, int length) {
        long offset = physAddr - start;
        return offset >= 0 && offset <= size - length;
    }

    private static int offset(long physAddr, int length, boolean isDevice) throws TargetFaultException {
        long start = isDevice ? DEVICE : RAM;
        if (length > RAM_BYTES || !isIn(physAddr, start, isDevice ? DEVICE_BYTES : RAM_BYTES, length)) {
            throw new TargetFaultException(physAddr);
        }
        return (int) (physAddr - start);
    }
}
