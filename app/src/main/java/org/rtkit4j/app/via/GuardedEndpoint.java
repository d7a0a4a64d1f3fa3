package org.rtkit4j.app.via;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;

/// An endpoint whose exceptions crash its firmware, as a failed assertion would, and nothing else.
final class GuardedEndpoint implements FirmwareEndpoint {
    private final Kernel kernel;
    private final Consumer<Throwable> complaints;
    private @Nullable FirmwareEndpoint endpoint;

    // Why there is no endpoint: it crashes the firmware that is to use it, which can tell of a crash by then.
    private @Nullable Throwable stillborn;

    /// @param complaints hears what was thrown
    GuardedEndpoint(Factory factory, int number, Kernel kernel, Consumer<Throwable> complaints) {
        this.kernel = kernel;
        this.complaints = complaints;
        try {
            endpoint = Objects.requireNonNull(factory.create(number, new GuardedKernel()), "create() returns null");
        } catch (Throwable e) {
            complaints.accept(e);
            stillborn = e;
        }
    }

    @Override
    public void onStart() {
        use(FirmwareEndpoint::onStart);
    }

    @Override
    public void onStop() {
        use(FirmwareEndpoint::onStop);
    }

    @Override
    public void onMessage(long msg0) {
        use(each -> each.onMessage(msg0));
    }

    private void use(Consumer<FirmwareEndpoint> action) {
        FirmwareEndpoint used = endpoint;
        if (used == null) {
            crash(Objects.requireNonNull(stillborn));
        } else {
            guarded(() -> action.accept(used));
        }
    }

    // What the memory refuses is the firmware's to hear.
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (DmaFault fault) {
            throw fault;
        } catch (Throwable e) {
            // Also what the compiler would not have let through, and what the plugin's own appetite for memory brings.
            crash(e);
        }
    }

    private void crash(Throwable thrown) {
        complaints.accept(thrown);
        kernel.crash(new CrashCause.FailedAssert(
                PluginTrouble.file(thrown), PluginTrouble.line(thrown), PluginTrouble.of(thrown)));
    }

    /// The kernel, which calls the endpoint back.
    private final class GuardedKernel implements Kernel {
        @Override
        public void send(int from, long msg0) {
            kernel.send(from, msg0);
        }

        @Override
        public IoSpace memory() {
            return kernel.memory();
        }

        @Override
        public long nowNanos() {
            return kernel.nowNanos();
        }

        @Override
        public void after(long delayNanos, Runnable action) {
            kernel.after(delayNanos, () -> guarded(action));
        }

        @Override
        public void log(String context, String text) {
            kernel.log(context, text);
        }

        @Override
        public void crash(CrashCause cause) {
            kernel.crash(cause);
        }
    }
}
