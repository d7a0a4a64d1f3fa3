package org.rtkit4j.app.via;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.capture.record.TappedMemory;
import org.rtkit4j.capture.tap.DockTap;
import org.rtkit4j.capture.tap.SnapshotSource;
import org.rtkit4j.capture.tap.TapDockData;
import org.rtkit4j.capture.tap.TapDoorbells;
import org.rtkit4j.capture.tap.TapMailbox;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.wire.capture.ChannelName;
import org.rtkit4j.wire.capture.NamedEndpoints;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.Releases;

/// A way in whose messages go to a file as well.
final class RecordedConnection implements Connection {
    // The window with the doorbells of the storage.
    private static final String DOORBELLS = "nvme";
    // The window with the bytes of keyboard and trackpad.
    private static final String PACKETS = "data";

    private final Connection connection;
    private final String coprocessor;
    private final CaptureRecorder recorder;
    private final TapMailbox tap;
    private final Platform platform;
    private final List<DockTap> docks = new CopyOnWriteArrayList<>();

    private RecordedConnection(
            Connection connection, String coprocessor, CaptureRecorder recorder, TapMailbox tap, DeviceMemory memory) {
        this.connection = connection;
        this.coprocessor = coprocessor;
        this.recorder = recorder;
        this.tap = tap;
        Platform original = connection.platform();
        this.platform = new Platform(tap, original.cpu(), memory, original.reset());
    }

    static RecordedConnection open(
            Connection connection, String coprocessor, CaptureRecorder recorder, boolean withMemory)
            throws IOException {
        var ring = recorder.add(coprocessor, description(connection, coprocessor));
        Platform original = connection.platform();
        DeviceMemory memory = original.memory();
        SnapshotSource snapshots = SnapshotSource.NONE;
        if (withMemory) {
            var watched =
                    new TappedMemory(memory, CoprocessorKind.of(coprocessor).vocabulary());
            memory = watched;
            snapshots = watched;
        }
        var tap = new TapMailbox(original.mailbox(), ring, System::nanoTime, snapshots);
        return new RecordedConnection(connection, coprocessor, recorder, tap, memory);
    }

    private static String description(Connection connection, String coprocessor) {
        Coprocessor emulated = connection.emulated();
        return NamedEndpoints.describe(
                "mailbox of %s, through %s".formatted(coprocessor, connection),
                emulated == null ? Map.of() : emulated.profile().speech().names());
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Registers window(String window) throws BadInputException, IOException {
        Registers registers = connection.window(window);
        return switch (window) {
            case DOORBELLS -> doorbells(registers);
            case PACKETS -> packets(registers);
            default -> registers;
        };
    }

    private Registers doorbells(Registers registers) throws IOException {
        String description = "doorbells of %s, through %s".formatted(coprocessor, connection);
        return new TapDoorbells(
                registers, recorder.add(ChannelName.ofDoorbells(coprocessor), description), System::nanoTime);
    }

    private Registers packets(Registers registers) throws IOException {
        String description = "DockChannel of %s, through %s".formatted(coprocessor, connection);
        var dock = new DockTap(recorder.add(ChannelName.ofPackets(coprocessor), description), System::nanoTime);
        docks.add(dock);
        return new TapDockData(registers, dock);
    }

    @Override
    public InterruptLine interrupt(String line) throws BadInputException {
        return connection.interrupt(line);
    }

    @Override
    public DisplayHardware display() throws BadInputException {
        return connection.display();
    }

    @Override
    public DeviceMemory unfilteredMemory() {
        return connection.unfilteredMemory();
    }

    @Override
    public Runnable assist() {
        return connection.assist();
    }

    @Override
    public LongSupplier clock() {
        return connection.clock();
    }

    @Override
    public int patience() {
        return connection.patience();
    }

    @Override
    public @Nullable Coprocessor emulated() {
        return connection.emulated();
    }

    @Override
    public List<String> kinds() {
        return connection.kinds();
    }

    @Override
    public String systemFirmware() {
        return connection.systemFirmware();
    }

    @Override
    public IopProfile profile(String name) {
        return connection.profile(name);
    }

    @Override
    public void remark(String sentence) {
        connection.remark(sentence);
    }

    @Override
    public SessionListener listening(SessionListener listener) {
        return new NotingListener(listener);
    }

    @Override
    public void close() {
        Releases.all(connection::close, () -> docks.forEach(DockTap::flush), this::closeRecorder);
    }

    @Override
    public String toString() {
        return connection.toString();
    }

    private void closeRecorder() {
        try {
            recorder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("the capture is incomplete: " + e.getMessage(), e));
        }
    }

    /// Changes of state and what is odd stand between the messages.
    private final class NotingListener implements SessionListener {
        private final SessionListener next;

        NotingListener(SessionListener next) {
            this.next = next;
        }

        @Override
        public void onPhase(Phase phase) {
            String step = PhaseText.of(phase);
            if (step != null) {
                tap.note(step);
            }
            next.onPhase(phase);
        }

        @Override
        public void onSyslog(String context, String text) {
            next.onSyslog(context, text);
        }

        @Override
        public boolean wantsSyslog() {
            return next.wantsSyslog();
        }

        @Override
        public void onNotice(Notice notice, int endpoint, long msg0) {
            tap.note("notice: %s, endpoint=%s, message=0x%016x"
                    .formatted(notice.sentence(), Endpoints.describe(endpoint), msg0));
            next.onNotice(notice, endpoint, msg0);
        }
    }
}
