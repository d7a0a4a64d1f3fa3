package org.rtkit4j.app.emulate;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.dma.DartTables;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyTarget;
import org.rtkit4j.hardware.proxy.server.TargetDarts;
import org.rtkit4j.hardware.proxy.server.TargetFacts;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.hardware.proxy.server.TargetPower;
import org.rtkit4j.wire.port.Registers;

/// The emulated Mac as a host at the other end of a cable drives it.
///
/// Loads and stores go to the machine one by one, in the width that was asked for. Device registers have 32 or 64
/// bits, aligned; a narrower load takes its part of 32 bits, a narrower store faults.
public final class EmulatedMac implements ProxyTarget, AutoCloseable {
    private static final long ADDRESSES = 1L << 42;

    private final List<Profile> profiles;
    private Consumer<List<Coprocessor>> onLife = _ -> {};
    private MacMachine mac;
    private Registers space;

    /// A Mac with these co-processors, which must lie at different addresses.
    ///
    /// @throws IllegalArgumentException if two of them do not
    public EmulatedMac(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
        mac = new MacMachine(this.profiles);
        space = mac.machine().registers(0, ADDRESSES);
    }

    /// Gives `listener` the co-processors of the present life, and those of each that comes after a reboot before a
    /// host sees them. To be called before there is a host.
    public void onLife(Consumer<List<Coprocessor>> listener) {
        onLife = listener;
        listener.accept(mac.coprocessors());
    }

    /// Returns the co-processors of the present life, in the order of their profiles.
    public List<Coprocessor> coprocessors() {
        return mac.coprocessors();
    }

    /// Returns the co-processor of a profile, or null.
    public @Nullable Coprocessor coprocessor(String profile) {
        return coprocessors().stream()
                .filter(coprocessor -> coprocessor.profile().name().equals(profile))
                .findFirst()
                .orElse(null);
    }

    public Machine machine() {
        return mac.machine();
    }

    @Override
    public TargetFacts facts() {
        return TargetFacts.onUsb(
                MacLayout.BOOT_ARGS, MacLayout.BOOT_LOADER, MacLayout.HEAP, MacTree.CHIP_ID, MacLayout.CPU_FEATURES);
    }

    @Override
    public long load(long physAddr, int widthBytes) throws TargetFaultException {
        try {
            boolean isAligned = (physAddr & (widthBytes - 1)) == 0;
            if (isAligned && widthBytes == Long.BYTES) {
                return space.read64(physAddr);
            }
            if (isAligned && widthBytes == Integer.BYTES) {
                return Integer.toUnsignedLong(space.read32(physAddr));
            }
            return isAligned ? part(physAddr, widthBytes) : unaligned(physAddr, widthBytes);
        } catch (BusFault | IndexOutOfBoundsException e) {
            throw new TargetFaultException(physAddr);
        }
    }

    @Override
    public void store(long physAddr, int widthBytes, long value) throws TargetFaultException {
        try {
            boolean isAligned = (physAddr & (widthBytes - 1)) == 0;
            if (isAligned && widthBytes == Long.BYTES) {
                space.write64(physAddr, value);
            } else if (isAligned && widthBytes == Integer.BYTES) {
                space.write32(physAddr, (int) value);
            } else {
                mac.machine().write(physAddr, bytes(value), 0, widthBytes);
            }
        } catch (BusFault | IndexOutOfBoundsException e) {
            throw new TargetFaultException(physAddr);
        }
    }

    @Override
    public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        try {
            mac.machine().read(physAddr, into, from, length);
        } catch (BusFault e) {
            readRegisters(physAddr, into, from, length);
        }
    }

    @Override
    public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
        try {
            mac.machine().write(physAddr, bytes, from, length);
        } catch (BusFault e) {
            throw new TargetFaultException(physAddr);
        }
    }

    @Override
    public void reboot() {
        mac.close();
        mac = new MacMachine(profiles);
        space = mac.machine().registers(0, ADDRESSES);
        onLife.accept(mac.coprocessors());
    }

    @Override
    public TargetPower power() {
        return new Power();
    }

    @Override
    public TargetDarts darts() {
        return new Darts();
    }

    @Override
    public void close() {
        mac.close();
    }

    // Registers in a block: 32 bits at a time, as the boot loader's copy does.
    private void readRegisters(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        if (((physAddr | length) & (Integer.BYTES - 1)) != 0) {
            throw new TargetFaultException(physAddr);
        }
        for (int at = 0; at < length; at += Integer.BYTES) {
            long word = load(physAddr + at, Integer.BYTES);
            for (int i = 0; i < Integer.BYTES; i++) {
                into[from + at + i] = (byte) (word >>> (Byte.SIZE * i));
            }
        }
    }

    private long part(long physAddr, int widthBytes) {
        long word = Integer.toUnsignedLong(space.read32(physAddr & -Integer.BYTES))
                >>> (Byte.SIZE * (physAddr & (Integer.BYTES - 1)));
        return word & ((1L << (Byte.SIZE * widthBytes)) - 1);
    }

    private long unaligned(long physAddr, int widthBytes) {
        byte[] bytes = new byte[widthBytes];
        mac.machine().read(physAddr, bytes, 0, widthBytes);
        long value = 0;
        for (int i = 0; i < widthBytes; i++) {
            value |= Byte.toUnsignedLong(bytes[i]) << (Byte.SIZE * i);
        }
        return value;
    }

    private static byte[] bytes(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    /// Everything is powered; what can be done is to reset.
    private final class Power implements TargetPower {
        @Override
        public int enable(int device) {
            return 0;
        }

        @Override
        public int disable(int device) {
            return 0;
        }

        @Override
        public int enablePath(String path) {
            return mac.hasNode(path) ? 0 : -1;
        }

        @Override
        public int disablePath(String path) {
            return mac.hasNode(path) ? 0 : -1;
        }

        @Override
        public int reset(int die, String name) {
            return die == 0 && mac.reset(name) ? 0 : -1;
        }
    }

    private final class Darts implements TargetDarts {
        @Override
        public long init(long registers, int stream, boolean keepTables, int type) {
            return mac.startDart(registers, stream, keepTables);
        }

        @Override
        public void shutdown(long dart) {
            DartTables tables = mac.dart(dart);
            if (tables != null) {
                tables.stop();
                mac.forgetDart(dart);
            }
        }

        @Override
        public int map(long dart, long iova, long physAddr, long sizeBytes) {
            DartTables tables = mac.dart(dart);
            return tables != null && tables.map(iova, physAddr, sizeBytes) ? 0 : -1;
        }

        @Override
        public void unmap(long dart, long iova, long sizeBytes) {
            DartTables tables = mac.dart(dart);
            if (tables != null) {
                tables.unmap(iova, sizeBytes);
            }
        }
    }
}
