package org.rtkit4j.wire.iomfb;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// What a call takes and gives, and how that lies in its packet.
///
/// ```
/// input  --> value of each argument that goes in, flag of each pointer, fill up to 4 bytes
/// output --> value of each argument that comes out, what is returned, fill up to 4 bytes
/// ```
///
/// Nothing is aligned. A flag is a byte, 1 where the pointer is null; its value is there all the same. Source: m1n1
/// fw/dcp/ipc.py, by which the structures of linux drivers/gpu/drm/apple/iomfb.h have the sizes they have.
public final class CallSignature {
    /// The name of what is returned.
    public static final String RETURNED = "ret";

    /// What the name of a pointer's flag ends with.
    public static final String NULL = "_null";

    private static final String SOURCE = "m1n1 fw/dcp/ipc.py";
    private static final int FILL = 4;

    private final List<CallArgument> arguments;
    private final Struct input;
    private final Struct output;

    private CallSignature(String name, int returnedBytes, List<CallArgument> arguments) {
        this.arguments = List.copyOf(arguments);
        input = input(name);
        output = output(name, returnedBytes);
    }

    /// Makes a signature.
    ///
    /// @param returnedBytes the size of what is returned, 0 for nothing
    static CallSignature of(String name, int returnedBytes, CallArgument... arguments) {
        return new CallSignature(name, returnedBytes, List.of(arguments));
    }

    private Struct input(String name) {
        var fields = new ArrayList<Field>();
        int end = 0;
        for (CallArgument argument : arguments) {
            if (argument.isInput()) {
                end = add(fields, argument.name(), end, argument.bytes());
            }
        }
        for (CallArgument argument : arguments) {
            if (argument.isPointer()) {
                end = add(fields, argument.name() + NULL, end, argument.count());
            }
        }
        return new Struct(name, "What " + name + " takes", filled(end), fields);
    }

    private Struct output(String name, int returnedBytes) {
        var fields = new ArrayList<Field>();
        int end = 0;
        for (CallArgument argument : arguments) {
            if (argument.isOutput()) {
                end = add(fields, argument.name(), end, argument.bytes());
            }
        }
        if (returnedBytes > 0) {
            end = add(fields, RETURNED, end, returnedBytes);
        }
        return new Struct(name, "What " + name + " gives", filled(end), fields);
    }

    private static int add(List<Field> fields, String name, int at, int bytes) {
        fields.add(new Field(name, at, bytes, SOURCE));
        return at + bytes;
    }

    private static int filled(int bytes) {
        return (bytes + FILL - 1) & -FILL;
    }

    /// Returns the name of the call.
    public String name() {
        return input.name();
    }

    /// Returns its arguments, in order.
    public List<CallArgument> arguments() {
        return arguments;
    }

    /// Returns how the input lies.
    public Struct input() {
        return input;
    }

    /// Returns how the output lies.
    public Struct output() {
        return output;
    }

    /// Returns a field of the input.
    ///
    /// @throws IllegalArgumentException if it has none of this name
    public Field in(String name) {
        return find(input, name);
    }

    /// Returns the flag of a pointer.
    ///
    /// @throws IllegalArgumentException if no pointer has this name
    public Field isNull(String name) {
        return find(input, name + NULL);
    }

    /// Returns a field of the output.
    ///
    /// @throws IllegalArgumentException if it has none of this name
    public Field out(String name) {
        return find(output, name);
    }

    /// Returns where what is returned lies in the output.
    ///
    /// @throws IllegalArgumentException if nothing is returned
    public Field returned() {
        return find(output, RETURNED);
    }

    /// Returns the length of a call in messages: head, input and output.
    public int packetBytes() {
        return CallPacket.HEAD_BYTES + input.sizeBytes() + output.sizeBytes();
    }

    private static Field find(Struct struct, String name) {
        for (Field field : struct.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException("no such field: call=" + struct.name() + ", field=" + name);
    }
}
