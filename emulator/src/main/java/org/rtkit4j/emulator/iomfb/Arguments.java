package org.rtkit4j.emulator.iomfb;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RemoteCall;
import org.rtkit4j.wire.layout.Field;

/// The input of a call that the firmware makes, or the output of one that it answers, field by field.
public final class Arguments {
    private final CallSignature signature;
    private final byte[] bytes;
    private final MemorySegment memory;
    private final boolean isInput;

    private Arguments(CallSignature signature, boolean isInput) {
        this.signature = signature;
        this.isInput = isInput;
        bytes = new byte[(isInput ? signature.input() : signature.output()).sizeBytes()];
        memory = MemorySegment.ofArray(bytes);
    }

    /// Begins an input, with zeros everywhere.
    public static Arguments to(RemoteCall call, IomfbVersion version) {
        return new Arguments(call.signature(version), true);
    }

    /// Begins an output, with zeros everywhere.
    public static Arguments from(RemoteCall call, IomfbVersion version) {
        return new Arguments(call.signature(version), false);
    }

    /// Sets a number.
    public Arguments with(String name, long value) {
        field(name).put(memory, 0, value);
        return this;
    }

    /// Sets the beginning of what is no number.
    public Arguments with(String name, byte[] value) {
        Field field = field(name);
        System.arraycopy(value, 0, bytes, field.offset(), Math.min(value.length, field.sizeBytes()));
        return this;
    }

    /// Sets text; what is longer than the field is cut.
    public Arguments with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Field field(String name) {
        return isInput ? signature.in(name) : signature.out(name);
    }

    public byte[] bytes() {
        return bytes;
    }
}
