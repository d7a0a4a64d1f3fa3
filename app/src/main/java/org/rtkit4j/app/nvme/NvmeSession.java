package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.HostProfile;
import org.rtkit4j.app.via.ProfileParameter;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.drivers.nvme.NvmeDisk;
import org.rtkit4j.drivers.nvme.NvmeException;
import org.rtkit4j.drivers.nvme.NvmeOptions;
import org.rtkit4j.drivers.nvme.NvmePlatform;
import org.rtkit4j.drivers.nvme.NvmeWatch;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.Releases;

/// A disk within reach of a command, from the boot of its co-processor to its shutdown.
public final class NvmeSession implements AutoCloseable {
    private static final String COPROCESSOR = CoprocessorKind.ANS.nodeName();
    // Half of what the cache of a core holds on today's machines: data that moves in this process stays there.
    private static final long CACHED_BYTES = 512 << 10;

    private final Connection connection;
    private final EventLoop loop;
    private final Iop iop;
    private final NvmeVariant variant;
    private final NvmeDisk disk;

    private NvmeSession(Connection connection, EventLoop loop, Iop iop, NvmeVariant variant, NvmeDisk disk) {
        this.connection = connection;
        this.loop = loop;
        this.iop = iop;
        this.variant = variant;
        this.disk = disk;
    }

    /// Boots the co-processor behind a way in, and brings its controller up.
    static NvmeSession open(DiskOptions options)
            throws BadInputException, IOException, RtkitException, NvmeException, InterruptedException {
        return open(options, options::profile);
    }

    /// Boots it likewise, and never writes to the disk's image.
    static NvmeSession openReadOnly(DiskOptions options)
            throws BadInputException, IOException, RtkitException, NvmeException, InterruptedException {
        return open(options, options::readOnlyProfile);
    }

    private static NvmeSession open(DiskOptions options, UnaryOperator<Profile> profile)
            throws BadInputException, IOException, RtkitException, NvmeException, InterruptedException {
        options.check();
        Connection connection = options.via().open(COPROCESSOR, profile);
        try {
            Coprocessor emulated = connection.emulated();
            if (emulated != null) {
                requireController(emulated.profile());
                options.tellTroubleOf(emulated);
            }
            return on(connection, options.driver());
        } catch (BadInputException
                | IOException
                | RtkitException
                | NvmeException
                | InterruptedException
                | RuntimeException e) {
            Releases.after(e, connection::close);
            throw e;
        }
    }

    private static void requireController(Profile profile) throws BadInputException {
        if (profile.nvme() == null) {
            throw ProfileParameter.lacks("storage controller", profile);
        }
    }

    /// Boots the co-processor at the end of a connection, and brings its controller up.
    public static NvmeSession on(Connection connection, NvmeOptions driver)
            throws BadInputException, IOException, RtkitException, NvmeException, InterruptedException {
        var loop = new EventLoop(connection.clock()).start();
        try {
            return open(driver, connection, loop);
        } catch (BadInputException
                | IOException
                | RtkitException
                | NvmeException
                | InterruptedException
                | RuntimeException e) {
            Releases.after(e, loop::close);
            throw e;
        }
    }

    private static NvmeSession open(NvmeOptions driver, Connection connection, EventLoop loop)
            throws BadInputException, IOException, RtkitException, NvmeException, InterruptedException {
        Platform platform = connection.platform();
        NvmePlatform nvme = nvme(connection, platform);
        var watch = new NvmeWatch();
        Iop iop = loop.attach(connection.profile(COPROCESSOR), platform, connection.listening(watch));
        try {
            connection.claim(iop);
            NvmeDisk disk = NvmeDisk.open(iop, watch, nvme, driver(driver, connection));
            return new NvmeSession(connection, loop, iop, nvme.variant(), disk);
        } catch (RtkitException | NvmeException | InterruptedException | RuntimeException e) {
            Releases.after(e, iop::close);
            throw e;
        }
    }

    private static NvmeOptions driver(NvmeOptions options, Connection connection) {
        NvmeOptions driver = options.with(connection.clock());
        return connection.emulated() != null ? driver.withAssist(connection.assist(), CACHED_BYTES) : driver;
    }

    private static NvmePlatform nvme(Connection connection, Platform platform) throws BadInputException, IOException {
        NvmeVariant variant = HostProfile.nvmeVariant(connection.kinds());
        Registers window = connection.window("nvme");
        Registers nvmmu = variant.hasOwnNvmmu() ? connection.window("nvmmu") : window;
        // Where there is no NVMMU, the SART is all that stands before memory.
        DeviceMemory memory = variant.isLinear() ? connection.unfilteredMemory() : platform.memory();
        return new NvmePlatform(variant, window, nvmmu, connection.interrupt("nvme"), memory);
    }

    public NvmeDisk disk() {
        return disk;
    }

    NvmeVariant variant() {
        return variant;
    }

    /// Returns the emulated co-processor, or null where it is a real one.
    @Nullable
    Coprocessor emulated() {
        return connection.emulated();
    }

    /// Returns the way in, as a person would name it.
    @Override
    public String toString() {
        return connection.toString();
    }

    /// Flushes, and shuts controller and co-processor down; the connection stays.
    public void leave() throws IOException {
        Releases.<IOException>all(disk::close, iop::close, loop::close);
    }

    /// Leaves, and closes the connection.
    @Override
    public void close() throws IOException {
        Releases.<IOException>all(this::leave, connection::close);
    }
}
