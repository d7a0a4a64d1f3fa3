package org.rtkit4j.app.via;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.wire.layout.Layout;

/// A kind of endpoint from a plugin, kept at arm's length: what it throws is said once, and crashes the firmware
/// that the endpoint is part of, as a mistake in real firmware would.
final class PluginKind implements EndpointKind {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final EndpointKind kind;
    private final String name;
    private final List<Layout> layouts;
    private final FirmwareEndpoint.Factory factory;
    private final Consumer<String> complaints;
    private final AtomicBoolean hasComplained = new AtomicBoolean();

    private PluginKind(EndpointKind kind, Consumer<String> complaints) {
        this.kind = kind;
        this.complaints = complaints;
        name = Objects.requireNonNull(kind.name(), "name() returns null");
        layouts = List.copyOf(Objects.requireNonNull(kind.layouts(), "layouts() returns null"));
        factory = Objects.requireNonNull(kind.factory(), "factory() returns null");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name, as complement-2 is one: " + name);
        }
    }

    /// Asks a plugin what it has; whatever comes of that is thrown.
    static PluginKind of(EndpointKind kind, Consumer<String> complaints) {
        return new PluginKind(kind, complaints);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Layout> layouts() {
        return layouts;
    }

    @Override
    public boolean isAt(String coprocessor, int endpoint) {
        try {
            return kind.isAt(coprocessor, endpoint);
        } catch (Throwable e) {
            complain(e);
            return false;
        }
    }

    @Override
    public FirmwareEndpoint.Factory factory() {
        return guarded(factory);
    }

    private FirmwareEndpoint.Factory guarded(FirmwareEndpoint.Factory made) {
        return new FirmwareEndpoint.Factory() {
            @Override
            public FirmwareEndpoint create(int endpoint, Kernel kernel) {
                return new GuardedEndpoint(made, endpoint, kernel, PluginKind.this::complain);
            }

            @Override
            public FirmwareEndpoint.Factory ofCoprocessor() {
                return guarded(made.ofCoprocessor());
            }
        };
    }

    private void complain(Throwable thrown) {
        if (hasComplained.compareAndSet(false, true)) {
            complaints.accept("%s: %s (%s:%d)"
                    .formatted(name, PluginTrouble.of(thrown), PluginTrouble.file(thrown), PluginTrouble.line(thrown)));
        }
    }
}
