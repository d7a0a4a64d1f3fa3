package org.rtkit4j.app.emulate;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.dma.DartTables;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyTarget;
import org.rtkit4j.hardware.proxy.server.TargetDarts;
import org.rtkit4j.hardware.proxy.server.TargetFacts;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.hardware.proxy.server.TargetPower;

/// The emulated Mac as a host at the other end of a cable drives it.
///
/// Loads and stores go to the machine one by one, see [PhysicalSpace].
public final class EmulatedMac implements ProxyTarget, AutoCloseable {
    private static final long ADDRESSES = 1L << 42;

    private final List<Profile> profiles;
    private Consumer<List<Coprocessor>> onLife = _ -> {};
    private Consumer<TargetFaultException> onFault = _ -> {};
    private MacMachine mac;
    private PhysicalSpace space;

    /// A Mac with these co-processors, which must lie at different addresses.
    ///
    /// @throws IllegalArgumentException if two of them do not
    public EmulatedMac(List<Profile> profiles) {
        this.profiles = List.copyOf(profiles);
        mac = new MacMachine(this.profiles);
        space = space(mac);
    }

    private PhysicalSpace space(MacMachine life) {
        return new PhysicalSpace(
                life.machine(), life.machine().registers(0, ADDRESSES), fault -> onFault.accept(fault));
    }

    /// Has `listener` hear of each access that is refused, in this life and the next ones. To be called before there
    /// is a host.
    public void onFault(Consumer<TargetFaultException> listener) {
        onFault = listener;
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
        return space.load(physAddr, widthBytes);
    }

    @Override
    public void store(long physAddr, int widthBytes, long value) throws TargetFaultException {
        space.store(physAddr, widthBytes, value);
    }

    @Override
    public void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        space.read(physAddr, into, from, length);
    }

    @Override
    public void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
        space.write(physAddr, bytes, from, length);
    }

    @Override
    public void reboot() {
        mac.close();
        mac = new MacMachine(profiles);
        space = space(mac);
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
