package org.rtkit4j.drivers.iomfb;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.layout.Field;

/// A call of the firmware, copied out of shared memory and checked: its input is at least as long as it should be, and
/// so is the room for its output.
///
/// One object serves one call after the other; it is the listener's until the next one comes.
public final class IncomingCall {
    private final byte[] input = new byte[CallContext.AREA_BYTES];
    private final byte[] output = new byte[CallContext.AREA_BYTES];
    private final MemorySegment in = MemorySegment.ofArray(input);
    private final MemorySegment out = MemorySegment.ofArray(output);
    private IomfbCallback callback = IomfbCallback.DID_BOOT_SIGNAL;
    private CallSignature signature = callback.signature(IomfbVersion.V12_3);

    IncomingCall() {}

    /// Takes the call whose input was copied to [#input].
    ///
    /// @param outputBytes how much room the firmware has left, at least what the signature says
    void begin(IomfbCallback called, CallSignature form, int outputBytes) {
        callback = called;
        signature = form;
        Arrays.fill(output, 0, outputBytes, (byte) 0);
    }

    public IomfbCallback callback() {
        return callback;
    }

    /// Returns a number among the arguments.
    public long in(String name) {
        return in(signature.in(name));
    }

    /// Returns a number among the arguments, by the field that it lies in.
    public long in(Field field) {
        return field.get(in, 0);
    }

    /// Returns text among the arguments, up to its first zero. It is the firmware's.
    public String text(String name) {
        Field field = signature.in(name);
        int end = field.offset();
        while (end < field.end() && input[end] != 0) {
            end++;
        }
        return new String(input, field.offset(), end - field.offset(), StandardCharsets.ISO_8859_1);
    }

    /// Copies the beginning of bytes among the arguments.
    ///
    /// @param length at most the size of the argument
    public void copy(String name, byte[] destination, int at, int length) {
        Field field = signature.in(name);
        System.arraycopy(input, field.offset(), destination, at, Math.min(length, field.sizeBytes()));
    }

    /// Sets a number of the output; the others are 0.
    public void give(String name, long value) {
        signature.out(name).put(out, 0, value);
    }

    /// Sets a field of a structure in the output.
    ///
    /// @param structure where in the output it lies
    public void give(Field structure, Field field, long value) {
        field.put(out, structure.offset(), value);
    }

    /// Sets what is returned.
    public void give(long returned) {
        signature.returned().put(out, 0, returned);
    }

    /// Gives back what came in under this name.
    public void echo(String name) {
        Field from = signature.in(name);
        System.arraycopy(input, from.offset(), output, signature.out(name).offset(), from.sizeBytes());
    }

    byte[] input() {
        return input;
    }

    byte[] output() {
        return output;
    }
}
