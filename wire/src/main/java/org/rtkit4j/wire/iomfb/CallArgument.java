package org.rtkit4j.wire.iomfb;

/// One argument of a call, or several of a kind.
///
/// @param name as the sources have it
/// @param sizeBytes of one
/// @param count how many; each pointer of several has a flag of its own
/// @param isInput whether its value goes to whom is called
/// @param isOutput whether its value comes back
/// @param isPointer whether it can be null, and a flag says so
public record CallArgument(
        String name, int sizeBytes, int count, boolean isInput, boolean isOutput, boolean isPointer) {
    /// A value.
    public static CallArgument in(String name, int sizeBytes) {
        return new CallArgument(name, sizeBytes, 1, true, false, false);
    }

    /// Several values of a size.
    public static CallArgument in(String name, int sizeBytes, int count) {
        return new CallArgument(name, sizeBytes, count, true, false, false);
    }

    /// A value that whom is called may change.
    public static CallArgument inOut(String name, int sizeBytes, int count) {
        return new CallArgument(name, sizeBytes, count, true, true, false);
    }

    /// A pointer to what whom is called reads.
    public static CallArgument inPointer(String name, int sizeBytes) {
        return new CallArgument(name, sizeBytes, 1, true, false, true);
    }

    /// Several such pointers.
    public static CallArgument inPointers(String name, int sizeBytes, int count) {
        return new CallArgument(name, sizeBytes, count, true, false, true);
    }

    /// A pointer to what whom is called writes.
    public static CallArgument outPointer(String name, int sizeBytes) {
        return new CallArgument(name, sizeBytes, 1, false, true, true);
    }

    /// A pointer to what whom is called reads and writes.
    public static CallArgument inOutPointer(String name, int sizeBytes) {
        return new CallArgument(name, sizeBytes, 1, true, true, true);
    }

    int bytes() {
        return sizeBytes * count;
    }
}
