package org.rtkit4j.drivers.iomfb;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.layout.Field;

/// A call of the AP, as its packet: made once, filled in and sent as often as one likes.
///
/// Nothing is allocated for a call beyond that. Not for several threads.
public final class OutgoingCall {
    private final IomfbMethod method;
    private final CallSignature signature;
    private final byte[] packet;
    private final MemorySegment memory;
    private final int outputBytes;

    private OutgoingCall(IomfbMethod method, IomfbVersion version) {
        this.method = method;
        signature = method.signature(version);
        outputBytes = signature.output().sizeBytes();
        packet = new byte[CallPacket.HEAD_BYTES + signature.input().sizeBytes()];
        memory = MemorySegment.ofArray(packet);
        CallPacket.TAG.put(memory, 0, method.tag(version));
        CallPacket.INPUT_BYTES.put(memory, 0, signature.input().sizeBytes());
        CallPacket.OUTPUT_BYTES.put(memory, 0, outputBytes);
    }

    /// Makes a call with zeros as arguments.
    public static OutgoingCall of(IomfbMethod method, IomfbVersion version) {
        return new OutgoingCall(method, version);
    }

    /// Sets a number among the arguments.
    public OutgoingCall with(String name, long value) {
        signature.in(name).put(memory, CallPacket.HEAD_BYTES, value);
        return this;
    }

    /// Sets the flag of a pointer: there is nothing behind it.
    public OutgoingCall withNull(String name) {
        Field flag = signature.isNull(name);
        int at = CallPacket.HEAD_BYTES + flag.offset();
        Arrays.fill(packet, at, at + flag.sizeBytes(), (byte) 1);
        return this;
    }

    /// Returns the packet, to fill arguments in: they begin behind [CallPacket#HEAD_BYTES].
    public MemorySegment memory() {
        return memory;
    }

    public IomfbMethod method() {
        return method;
    }

    /// Returns where in the output lies what is returned, or null where nothing is.
    public @Nullable Field returned() {
        for (Field field : signature.output().fields()) {
            if (field.name().equals(CallSignature.RETURNED)) {
                return field;
            }
        }
        return null;
    }

    byte[] packet() {
        return packet;
    }

    int outputBytes() {
        return outputBytes;
    }
}
