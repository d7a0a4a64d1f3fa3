package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.IoDevice;
import org.rtkit4j.hardware.proxy.wire.Opcode;
import org.rtkit4j.wire.port.Registers;

/// The host's end: what a target that speaks m1n1's proxy protocol has and does.
///
/// Any thread may call; the calls of several wait for each other. Each ends within a few times the reply time-out of
/// its [ProxyOptions]: with what the target answered, with a [ProxyException] if the target refused or was not
/// understood, or with another [IOException] if the link broke. A call whose answer was lost is sent again only where
/// doing it twice is as good as once. After a failure the client can still be used, but for
/// [ProxyException.Kind#RESTARTED].
public final class ProxyClient implements AutoCloseable {
    private final Link link;
    private final ProxyOptions options;
    private final FrameExchange exchange;
    private final Caller caller;
    private final Accesses accesses;
    private final MemoryTransfer transfer;
    private final ProxyCounters counters = new ProxyCounters();
    private int ioDevice = IoDevice.UART;

    private ProxyClient(Link link, ProxyOptions options, ProxyListener listener, LongSupplier clock) {
        this.link = link;
        this.options = options;
        exchange = new FrameExchange(link, clock, options, listener, counters);
        var repeater = new Repeater(exchange, listener, counters);
        caller = new Caller(exchange, repeater);
        accesses = new Accesses(caller);
        transfer = new MemoryTransfer(exchange, repeater, options.blockBytes());
    }

    /// Greets the target at the other end of a link. The link is closed with the client, also where this fails.
    ///
    /// @throws IOException if nobody answers, or does not speak the protocol
    public static ProxyClient connect(Link link, ProxyOptions options, ProxyListener listener) throws IOException {
        return connect(link, options, listener, System::nanoTime);
    }

    /// As the other, with a clock in nanoseconds, which the link's time limits must agree with.
    public static ProxyClient connect(Link link, ProxyOptions options, ProxyListener listener, LongSupplier clock)
            throws IOException {
        var client = new ProxyClient(link, options, listener, clock);
        try {
            client.renew();
            return client;
        } catch (IOException e) {
            client.close();
            if (e instanceof ProxyException failure && failure.kind() == Kind.TIMEOUT) {
                throw new ProxyException(
                        Kind.NOT_A_PROXY, "nobody answers in m1n1's proxy protocol: link=%s".formatted(link));
            }
            throw e;
        }
    }

    /// Greets the target again, as after [ProxyException.Kind#RESTARTED]. Addresses and handles of before mean
    /// nothing any more.
    public void renew() throws IOException {
        exchange.starting();
        caller.pipelines(false);
        caller.agree(options.checksums());
        ioDevice = askDevice();
        caller.pipelines(options.pipelining() && !IoDevice.isSerial(ioDevice));
        accesses.forgetFaults();
        exchange.started();
    }

    private int askDevice() throws IOException {
        try {
            return (int) caller.call(Call.repeatable(Opcode.IODEV_WHOAMI));
        } catch (ProxyException e) {
            if (e.kind() != Kind.UNKNOWN_CALL) {
                throw e;
            }
            // Targets that do not know the call know serial lines only.
            return IoDevice.UART;
        }
    }

    /// Returns the device through which the target talks to us ([IoDevice]).
    public int ioDevice() {
        return ioDevice;
    }

    /// Returns the number of the chip, such as 0x8103.
    public int chipId() throws IOException {
        return (int) caller.call(Call.repeatable(Opcode.GET_CHIPID));
    }

    /// Returns the address where the boot loader is.
    public long base() throws IOException {
        return caller.call(Call.repeatable(Opcode.GET_BASE));
    }

    /// Loads once, for registers: what the load does to the device is done once or, if this fails, perhaps once.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    /// @throws ProxyException with `FAULT` if nothing is there
    public long load(long physAddr, int widthBytes) throws IOException {
        return accesses.load(physAddr, widthBytes);
    }

    /// Stores once, for registers: if this fails, it may have been done.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    /// @param value its low bytes count
    /// @throws ProxyException with `FAULT` if nothing is there
    public void store(long physAddr, int widthBytes, long value) throws IOException {
        accesses.store(physAddr, widthBytes, value);
    }

    /// Loads, clears bits, sets bits and stores, in one exchange.
    ///
    /// @return what was stored
    public long modify(long physAddr, int widthBytes, long clear, long set) throws IOException {
        return accesses.modify(physAddr, widthBytes, clear, set);
    }

    /// Returns an empty batch of loads and stores.
    public ProxyBatch batch() {
        return new ProxyBatch(accesses);
    }

    /// Returns a window of registers. Its calls throw [java.io.UncheckedIOException] where those here throw
    /// [IOException].
    public Registers registers(long physAddr, long sizeBytes) {
        return new ProxyRegisters(this, physAddr, sizeBytes);
    }

    /// Reads memory. Not for registers: how often and how wide each byte is read is not determined.
    ///
    /// @throws ProxyException with `FAULT` if nothing is there; what is in `into` does not count then
    public void readMemory(long physAddr, byte[] into, int from, int length) throws IOException {
        transfer.read(physAddr, into, from, length);
    }

    /// Reads memory into an array of its own.
    public byte[] readMemory(long physAddr, int length) throws IOException {
        var bytes = new byte[length];
        readMemory(physAddr, bytes, 0, length);
        return bytes;
    }

    /// Writes memory. Not for registers: bytes may be written more than once, and be zero in between.
    ///
    /// @throws ProxyException with `FAULT` if nothing is there; some bytes may have been written
    public void writeMemory(long physAddr, byte[] bytes, int from, int length) throws IOException {
        transfer.write(physAddr, bytes, from, length);
    }

    /// Fills memory on the target with one byte.
    public void fillMemory(long physAddr, long sizeBytes, int value) throws IOException {
        // In pieces, for the time limit and for targets that know one.
        long pattern = (value & 0xffL) * 0x0101_0101_0101_0101L;
        for (long done = 0; done < sizeBytes; done += FILL_BYTES) {
            long count = Math.min(FILL_BYTES, sizeBytes - done);
            boolean isWide = ((physAddr | count) & 7) == 0;
            accesses.withFaults(
                    physAddr + done,
                    Call.repeatable(isWide ? Opcode.MEMSET64 : Opcode.MEMSET8, physAddr + done, pattern, count));
        }
    }

    private static final long FILL_BYTES = 16L << 20;

    /// Returns the target's heap.
    public ProxyHeap heap() {
        return new ProxyHeap(caller);
    }

    /// Returns the target's power management.
    public ProxyPower power() {
        return new ProxyPower(caller, this);
    }

    /// Takes one stream of a DART into service.
    ///
    /// @param registers address of the DART
    /// @param stream of the co-processor
    /// @param type 0 T8020, 1 T8110, 2 T6000
    /// @throws ProxyException with `REFUSED` if the target could not do it
    public ProxyDart dart(long registers, int stream, int type) throws IOException {
        return ProxyDart.init(caller, registers, stream, type);
    }

    /// Reads the boot arguments.
    ///
    /// @throws IOException also if they are of no known revision
    public ProxyBootArgs bootArgs() throws IOException {
        return ProxyBootArgs.read(this, caller.call(Call.repeatable(Opcode.GET_BOOTARGS)));
    }

    /// Reads Apple's device tree, as `args` say where it is.
    ///
    /// @throws IOException also if it is larger than any
    public byte[] deviceTree(ProxyBootArgs args) throws IOException {
        if (args.deviceTreeBytes() < 0 || args.deviceTreeBytes() > MOST_TREE_BYTES) {
            throw new IOException("no device tree is that large: size=" + args.deviceTreeBytes());
        }
        return readMemory(args.deviceTreeAddress(), args.deviceTreeBytes());
    }

    private static final int MOST_TREE_BYTES = 64 << 20;

    /// Starts the target again; it does not answer. What comes next is [#renew], or another link.
    public void reboot() throws IOException {
        caller.send(Opcode.REBOOT);
    }

    /// Lets the target go on where it has stopped ([ProxyException.Kind#STOPPED]), or leave its proxy.
    ///
    /// @param result what it is told: 1 unhandled, 2 handled, 3 leave the guest
    public void exit(int result) throws IOException {
        caller.call(Call.once(Opcode.EXIT, result));
        exchange.answered();
    }

    public ProxyCounters counters() {
        return counters;
    }

    /// Closes the link. The target stays as it is.
    @Override
    public void close() {
        try {
            link.close();
        } catch (IOException e) {
            System.getLogger(ProxyClient.class.getName()).log(System.Logger.Level.DEBUG, "closing failed", e);
        }
    }

    /// Returns the way to the target.
    @Override
    public String toString() {
        return Objects.toString(link);
    }
}
