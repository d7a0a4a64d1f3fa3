package org.rtkit4j.app.via;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.memory.GatedMemory;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.drivers.sart.SartGate;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.link.SerialLink;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.link.TerminalLink;
import org.rtkit4j.hardware.proxy.client.ProxyBootArgs;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyDart;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyMailbox;
import org.rtkit4j.hardware.proxy.client.ProxyMemory;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.client.ProxyRegion;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.Reset;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// A Mac at the other end of a cable, which runs m1n1: it says itself, in its device tree, where everything is.
final class M1n1Connection implements Connection {
    private static final Duration POLL_PERIOD = Duration.ofMillis(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long IOVA_START = 0x8000_0000L;
    private static final long IOVA_BYTES = 0x1000_0000L;
    private static final int T8020 = 0;
    private static final int PATIENCE = 30;

    private final Link link;
    private final ProxyClient client;
    private final LinePoller poller;
    private final Described described;
    private final Platform platform;
    private final @Nullable DisplayHardware display;
    private final AwakeClock clock;
    private final Consumer<String> remarks;

    private M1n1Connection(
            Link link,
            ProxyClient client,
            LinePoller poller,
            Described described,
            Platform platform,
            @Nullable DisplayHardware display,
            AwakeClock clock,
            Consumer<String> remarks) {
        this.link = link;
        this.client = client;
        this.poller = poller;
        this.described = described;
        this.platform = platform;
        this.display = display;
        this.clock = clock;
        this.remarks = remarks;
    }

    /// Connects, and looks a co-processor up.
    ///
    /// @param where `tcp:HOST:PORT`, `pty:PATH`, or `DEVICE[:BAUD]` of a serial line
    /// @param listener hears the target's console
    /// @param remarks takes what [Connection#remark] tells
    /// @throws BadInputException if `where` is none of those, or the target has no such co-processor
    static M1n1Connection open(String where, String coprocessor, ProxyListener listener, Consumer<String> remarks)
            throws BadInputException, IOException {
        Link link = link(where);
        var poller = new LinePoller(POLL_PERIOD);
        var clock = new AwakeClock(System::nanoTime).start();
        try {
            var client = ProxyClient.connect(link, options(where), listener, clock);
            DeviceTree tree = tree(client);
            Described described = Described.in(tree, coprocessor, "the target's device tree");
            DescribedDisplay display = DescribedDisplay.before(described);
            ProxyMemory memory = memory(client, described, display);
            Platform platform = platform(client, poller, tree, described, memory);
            DisplayHardware hardware =
                    display == null ? null : new DisplayHardware(display.registers(), new ProxyGate(memory));
            return new M1n1Connection(link, client, poller, described, platform, hardware, clock, remarks);
        } catch (BadInputException | IOException | RuntimeException e) {
            Releases.after(e, poller::close, link::close, clock::close);
            throw e;
        }
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Registers window(String window) throws BadInputException {
        Window found = described.window(window);
        return client.registers(found.address(), found.size());
    }

    @Override
    public InterruptLine interrupt(String line) throws BadInputException {
        var _ = described.behind(line);
        return poller.line(() -> true);
    }

    @Override
    public DisplayHardware display() throws BadInputException {
        if (display == null) {
            throw new BadInputException("%s: the tree has no display beside %s".formatted(this, described.path()));
        }
        return display;
    }

    @Override
    public DeviceMemory unfilteredMemory() {
        return MemoryBroker.apAllocates(ProxyMemory.physical(client, List.of()));
    }

    /// Time in which this process was stopped, or starved, is not the Mac's.
    @Override
    public LongSupplier clock() {
        return clock;
    }

    @Override
    public int patience() {
        return PATIENCE;
    }

    @Override
    public List<String> kinds() {
        return described.kinds();
    }

    @Override
    public String systemFirmware() {
        return described.chosen("system-firmware-version");
    }

    @Override
    public IopProfile profile(String name) {
        return HostProfile.of(name, kinds(), platform.reset() != null);
    }

    @Override
    public void remark(String sentence) {
        remarks.accept(sentence);
    }

    @Override
    public void close() {
        Releases.all(poller::close, client::close, this::closeLink, clock::close);
    }

    private void closeLink() {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "m1n1:" + link;
    }

    private static Platform platform(
            ProxyClient client, LinePoller poller, DeviceTree tree, Described described, ProxyMemory unfiltered)
            throws IOException {
        Window cpu = described.cpu();
        SartGate gate = gate(client, described);
        var mailbox = new ProxyMailbox(client, described.mailbox(), described.layout(), poller);
        var control =
                cpu == null ? null : new CpuControl(client.registers(cpu.address(), MailboxRegisters.WINDOW_OFFSET));
        DeviceMemory memory = described.brokered(gate == null ? unfiltered : new GatedMemory(unfiltered, gate));
        return new Platform(mailbox, control, memory, reset(client, tree, described, gate));
    }

    private static DeviceTree tree(ProxyClient client) throws IOException {
        try {
            return AdtReader.read(client.deviceTree(client.bootArgs()));
        } catch (TreeFormatException e) {
            throw new IOException("the target's device tree: " + e.getMessage(), e);
        }
    }

    // What the co-processor sees of it, its display sees too, at the same address: it fetches the pictures.
    private static ProxyMemory memory(ProxyClient client, Described described, @Nullable DescribedDisplay display)
            throws IOException {
        List<ProxyRegion> regions =
                described.regions().stream().map(ProxyRegion::at).toList();
        Described.Dart dart = described.dart();
        if (dart == null) {
            return ProxyMemory.physical(client, regions);
        }
        var streams = new ArrayList<ProxyDart>();
        streams.add(client.dart(dart.physAddr(), dart.stream(), T8020));
        Described.Dart behind = display == null ? null : display.dart();
        if (behind != null) {
            streams.add(client.dart(behind.physAddr(), behind.stream(), T8020));
        }
        return ProxyMemory.behind(streams, client, regions, IOVA_START, IOVA_BYTES);
    }

    private static @Nullable SartGate gate(ProxyClient client, Described described) {
        Described.Sart sart = described.sart();
        return sart == null || described.dart() != null
                ? null
                : new SartGate(client.registers(sart.physAddr(), SartRegisters.BYTES), sart.layout());
    }

    private static @Nullable Reset reset(
            ProxyClient client, DeviceTree tree, Described described, @Nullable SartGate gate) throws IOException {
        String domain = PowerDomains.nameOf(tree, described.path());
        boolean isStorage = CoprocessorKind.of(described.node().name()) == CoprocessorKind.ANS;
        if (domain == null || (isStorage && HostProfile.isLostByReset(described.kinds()))) {
            return null;
        }
        @Nullable Region hosts = hostsMemory(client.bootArgs());
        return () -> {
            try {
                client.power().reset(0, domain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (gate != null && hosts != null) {
                gate.forgetEarlierHosts(hosts);
            }
        };
    }

    // What m1n1 gives to hosts: from the end of what the firmware has loaded on. What the firmware has opened for
    // itself lies outside of the kernel's memory.
    private static @Nullable Region hostsMemory(ProxyBootArgs boot) {
        long start = boot.topOfKernelData();
        long bytes = boot.physBase() + boot.memSize() - start;
        return Region.exists(start, bytes) ? new Region("memory of hosts", start, bytes) : null;
    }

    private static ProxyOptions options(String where) {
        return where.startsWith("tcp:") || where.startsWith("pty:") ? ProxyOptions.DEFAULT : ProxyOptions.SERIAL;
    }

    private static Link link(String where) throws BadInputException, IOException {
        if (where.startsWith("tcp:")) {
            String address = where.substring("tcp:".length());
            return TcpLink.connect(HostPort.toConnect("--via m1n1:tcp:HOST:PORT", address), CONNECT_TIMEOUT);
        }
        if (where.startsWith("pty:")) {
            return TerminalLink.open(Path.of(named("--via m1n1:pty:PATH", where.substring("pty:".length()))));
        }
        int colon = where.lastIndexOf(':');
        String device = named("--via m1n1:DEVICE", colon < 0 ? where : where.substring(0, colon));
        return SerialLink.open(device, colon < 0 ? SerialLink.DEFAULT_BAUD : baud(where.substring(colon + 1)));
    }

    // The file of no name would be the folder that the command runs in.
    private static String named(String form, String path) throws BadInputException {
        if (path.isEmpty()) {
            throw new BadInputException(form + ": an empty name is no file's");
        }
        return path;
    }

    private static int baud(String text) throws BadInputException {
        if (text.matches("[1-9]\\d{0,7}")) {
            return Integer.parseInt(text);
        }
        throw new BadInputException("--via m1n1:DEVICE:BAUD: no rate: " + text);
    }
}
