package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// The target's power and clock gates. Each call fails with `REFUSED` where the target could not do it.
public final class ProxyPower {
    private final Caller caller;
    private final ProxyClient client;

    ProxyPower(Caller caller, ProxyClient client) {
        this.caller = caller;
        this.client = client;
    }

    /// Powers up a device and what it needs.
    ///
    /// @param device the die in 31:28, the id in 15:0
    public void enable(int device) throws IOException {
        require(Call.repeatable(Opcode.PMGR_POWER_ENABLE, Integer.toUnsignedLong(device)), "device=" + device);
    }

    /// Powers a device down.
    ///
    /// @param device as for [#enable(int)]
    public void disable(int device) throws IOException {
        require(Call.repeatable(Opcode.PMGR_POWER_DISABLE, Integer.toUnsignedLong(device)), "device=" + device);
    }

    /// Powers up what a node of Apple's device tree needs, such as `/arm-io/smc`.
    public void enable(String path) throws IOException {
        withText(path, address -> require(Call.repeatable(Opcode.PMGR_ADT_POWER_ENABLE, address), path));
    }

    /// Powers down what [#enable(String)] powered up.
    public void disable(String path) throws IOException {
        withText(path, address -> require(Call.repeatable(Opcode.PMGR_ADT_POWER_DISABLE, address), path));
    }

    /// Resets a device that is powered up.
    public void reset(int die, String name) throws IOException {
        withText(name, address -> require(Call.once(Opcode.PMGR_RESET, die, address), name));
    }

    private interface TextUser {
        void use(long address) throws IOException;
    }

    // Arguments that are text are addresses on the target.
    private void withText(String text, TextUser user) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] terminated = Arrays.copyOf(bytes, bytes.length + 1);
        var heap = new ProxyHeap(caller);
        long address = heap.allocate(terminated.length);
        try {
            client.writeMemory(address, terminated, 0, terminated.length);
            user.use(address);
        } finally {
            heap.free(address);
        }
    }

    private void require(Call call, String what) throws IOException {
        int result = (int) caller.call(call);
        if (result != 0) {
            throw new ProxyException(
                    Kind.REFUSED, "the target could not: %s, %s, result=%d".formatted(call.opcode(), what, result));
        }
    }
}
