package org.rtkit4j.drivers.smc;

import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.wire.message.SmcResult;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;

/// The system management controller: a store of keys, each with four letters for a name.
///
/// ```java
/// try (var smc = Smc.open(iop, memory, SmcOptions.DEFAULT)) {
///     double battery = smc.value(SmcKey.of("TB0T")).number();
/// }
/// ```
///
/// Any thread may call any method; commands queue up, one is outstanding. What waits has a deadline, can be
/// interrupted, and must not be called by a listener of the co-processor.
public final class Smc implements AutoCloseable {
    private final CommandChannel channel;
    private final EventHub events;
    private final SmcCommands commands;
    private final KeyDirectory directory;
    private final AtomicSmc atomic;
    private volatile ByteOrders orders;

    private Smc(Iop iop, SmcOptions options) {
        orders = options.orders();
        events = new EventHub();
        channel = new CommandChannel(iop, options, events::publish);
        commands = new SmcCommands(channel);
        directory = new KeyDirectory(commands);
        atomic = new AtomicSmc(channel);
    }

    /// Starts the controller's endpoint on a co-processor that runs, and maps the shared memory that it names.
    ///
    /// @param memory the platform's: grants that memory only inside what the machine names for this controller
    public static Smc open(Iop iop, DeviceMemory memory, SmcOptions options) throws SmcException, InterruptedException {
        var smc = new Smc(iop, options);
        try {
            smc.channel.use(memory.map(smc.channel.initialize(), CommandChannel.SHARED_BYTES));
            // So that the atomic path finds its memory allocated.
            iop.pollEarly();
            return smc;
        } catch (MemoryRefusedException e) {
            throw Releases.after(
                    new SmcException(new SmcFault.MemoryRefused(String.valueOf(e.getMessage())), e), smc::close);
        } catch (SmcException | InterruptedException | RuntimeException e) {
            Releases.after(e, smc::close);
            throw e;
        }
    }

    // ---- Keys ----

    /// Returns what the controller says of a key; asked once, remembered.
    public KeyInfo info(SmcKey key) throws SmcException, InterruptedException {
        return directory.info(key);
    }

    /// Returns how many keys there are.
    public int count() throws SmcException, InterruptedException {
        return directory.count();
    }

    /// Returns the name of the key with this index, 0 to [#count] - 1. They are in ascending order.
    public SmcKey keyAt(int index) throws SmcException, InterruptedException {
        return directory.keyAt(index);
    }

    /// Returns the keys that begin with these letters, all for the empty prefix; found by binary search.
    public List<SmcKey> keys(String prefix) throws SmcException, InterruptedException {
        return directory.keys(prefix);
    }

    // ---- Values ----

    /// Returns in which order the numbers of a key lie, as far as it is known: see [#adaptByteOrders].
    public ByteOrder order(SmcKey key) throws SmcException, InterruptedException {
        return orders.of(key, info(key).type());
    }

    /// Reads a key as its type says.
    public SmcValue value(SmcKey key) throws SmcException, InterruptedException {
        KeyInfo info = info(key);
        return ValueCodec.decode(info.type(), orders.of(key, info.type()), read(key));
    }

    /// Writes a key as its type says.
    ///
    /// @throws IllegalArgumentException if the value does not suit the key; nothing is written
    public void put(SmcKey key, SmcValue value) throws SmcException, InterruptedException {
        KeyInfo info = info(key);
        write(key, ValueCodec.encode(info, orders.of(key, info.type()), value));
    }

    /// Reads a value as a person writes it; see [#put].
    ///
    /// @throws IllegalArgumentException if it is not written as the key's type wants it, or does not fit
    public SmcValue parse(SmcKey key, String text) throws SmcException, InterruptedException {
        KeyInfo info = info(key);
        SmcValue value = ValueCodec.parse(info, text);
        ValueCodec.encode(info, orders.of(key, info.type()), value);
        return value;
    }

    /// Returns whether this firmware has a key; asked once, remembered where it has.
    public boolean has(SmcKey key) throws SmcException, InterruptedException {
        try {
            info(key);
            return true;
        } catch (SmcException e) {
            if (e.isRefusal(SmcResult.KEY_NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    /// Finds out whether this is older firmware, which has the remaining charge `B0RM` the other way round.
    ///
    /// Where there is `BCF0`, its size says so: four bytes up to macOS 26, one since (linux f7b253a). Else, of the
    /// two readings, the one that agrees with the charge in percent is taken. Without a battery nothing changes.
    public void adaptByteOrders() throws SmcException, InterruptedException {
        SmcKey critical = SmcKey.of(Battery.CRITICAL);
        int size = has(critical) ? info(critical).sizeBytes() : 0;
        switch (size) {
            case Integer.BYTES -> orders = orders.withBig("B0RM");
            case Byte.BYTES -> {}
            default -> adaptToThePercentage();
        }
    }

    private void adaptToThePercentage() throws SmcException, InterruptedException {
        OptionalInt percent = Battery.number(this, "BRSC");
        OptionalInt full = Battery.number(this, "B0FC");
        SmcKey key = SmcKey.of("B0RM");
        if (percent.isPresent()
                && full.isPresent()
                && Battery.number(this, "B0RM").isPresent()
                && info(key).sizeBytes() == Short.BYTES) {
            byte[] bytes = read(key);
            int little = (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8;
            int expected = percent.getAsInt() * full.getAsInt() / 100;
            boolean isTurned = Math.abs((Integer.reverseBytes(little) >>> 16) - expected) < Math.abs(little - expected);
            orders = isTurned ? orders.withBig("B0RM") : orders;
        }
    }

    /// Reads the bytes of a key, exactly as many as it has.
    public byte[] read(SmcKey key) throws SmcException, InterruptedException {
        int size = info(key).sizeBytes();
        byte[] bytes = read(key, size);
        if (bytes.length != size) {
            throw new SmcException(
                    new SmcFault.Malformed("read " + key, "size=%d, not %d".formatted(bytes.length, size)));
        }
        return bytes;
    }

    /// Reads a key without asking for its size first.
    ///
    /// @param atMostBytes at least the key's size, or the controller refuses; at most 255
    /// @return as many bytes as the controller says it gave
    public byte[] read(SmcKey key, int atMostBytes) throws SmcException, InterruptedException {
        return commands.read(key, atMostBytes);
    }

    /// Writes and reads a key in one go: what functions such as pins take and give.
    ///
    /// @param payload 1 to 255 bytes
    /// @param atMostBytes at least what is given, at most 255
    public byte[] readWrite(SmcKey key, byte[] payload, int atMostBytes) throws SmcException, InterruptedException {
        return commands.readWrite(key, payload, atMostBytes);
    }

    /// Writes the bytes of a key; as many as it has, or the controller refuses.
    public void write(SmcKey key, byte[] value) throws SmcException, InterruptedException {
        commands.write(key, value);
    }

    // ---- What stands on keys ----

    /// Returns the pins, found by binary search: keys from `gP00` to `gPff`, and behind them those of the second
    /// bank that newer firmware has, from `gp00` to `gpff`.
    public List<GpioPin> pins() throws SmcException, InterruptedException {
        return Stream.concat(keys("gP").stream(), keys("gp").stream())
                .filter(key -> key.toString().matches("g[Pp][0-9a-f]{2}"))
                .map(key -> new GpioPin(this, key))
                .toList();
    }

    /// Returns a pin by its number, 0 to 255; whether it exists shows when it is used.
    public GpioPin pin(int number) {
        return new GpioPin(this, SmcKey.of("gP%02x".formatted(number)));
    }

    /// Returns the clock that runs while the machine is off.
    public SmcClock clock() {
        return new SmcClock(this);
    }

    /// Asks for a power state. [#atomic] is the path for a machine that is about to go down.
    public void power(PowerAction action) throws SmcException, InterruptedException {
        int code = action.code();
        write(
                new SmcKey(PowerAction.KEY),
                new byte[] {(byte) code, (byte) (code >>> 8), (byte) (code >>> 16), (byte) (code >>> 24)});
    }

    /// Returns the path that never sleeps.
    public AtomicSmc atomic() {
        return atomic;
    }

    /// Returns whether only the atomic path is served.
    public boolean isAtomic() {
        return channel.isAtomic();
    }

    /// Returns what the controller tells by itself while [#listen] is on.
    ///
    /// A subscriber that is more than 256 events behind loses the newest; none holds the others or the mailbox up.
    public Flow.Publisher<SmcEvent> events() {
        return events.publisher();
    }

    /// Asks the controller to tell of events, or not to.
    public void listen(boolean on) throws SmcException, InterruptedException {
        commands.listen(on);
    }

    /// Returns how many answers came too late or with an id that nobody waited for.
    public long staleAnswers() {
        return channel.staleAnswers();
    }

    /// Returns how many events were lost: to slow subscribers, or in atomic mode.
    public long lostEvents() {
        return events.lost() + channel.lostEvents();
    }

    /// Turns events off where they may be on, stops the endpoint, and gives the shared memory back: each of it,
    /// whatever becomes of the others. The co-processor is left as it is. Idempotent.
    @Override
    public void close() {
        Releases.all(this::silence, this::stop, events::close, channel::close);
    }

    // What cannot be told does not matter to a co-processor that nobody talks to any more.
    private void silence() {
        try {
            if (commands.isListening() && channel.isHeard() && !channel.isAtomic()) {
                listen(false);
            }
        } catch (SmcException _) {
            // Nor can it be told later.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        try {
            channel.stop();
        } catch (RtkitException _) {
            // It does not run, or the endpoint was never started.
        }
    }
}
