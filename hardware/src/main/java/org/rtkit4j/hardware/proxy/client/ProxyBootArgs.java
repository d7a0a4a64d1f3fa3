package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.hardware.proxy.wire.BootArgsFormat;
import org.rtkit4j.hardware.proxy.wire.BootArgsFormat.Revision;
import org.rtkit4j.wire.layout.Field;

/// What the firmware has told the boot loader of a target.
///
/// @param revision 0 to 3
/// @param virtBase where the kernel sees `physBase`
/// @param physBase where memory begins
/// @param memSize of the memory that the kernel may use, in bytes
/// @param topOfKernelData address after what the firmware has loaded
/// @param deviceTree of Apple's device tree, as the kernel sees it
/// @param deviceTreeBytes its size; not checked
/// @param commandLine up to its NUL, as Latin-1; the firmware's: escape it before printing
public record ProxyBootArgs(
        int revision,
        int version,
        long virtBase,
        long physBase,
        long memSize,
        long topOfKernelData,
        long videoBase,
        int machineType,
        long deviceTree,
        int deviceTreeBytes,
        String commandLine,
        long bootFlags,
        long memSizeActual) {
    /// Returns the physical address of Apple's device tree.
    public long deviceTreeAddress() {
        return deviceTree - virtBase + physBase;
    }

    static ProxyBootArgs read(ProxyClient client, long address) throws IOException {
        // The revision says how long they are. They may lie at any address.
        byte[] head = client.readMemory(address, 2);
        int revision = (int) BootArgsFormat.REVISION.get(MemorySegment.ofArray(head), 0);
        Revision format = BootArgsFormat.of(revision);
        if (format == null) {
            throw new IOException(
                    "boot arguments of an unknown revision: revision=%d, address=0x%x".formatted(revision, address));
        }
        return parse(client.readMemory(address, format.struct().sizeBytes()), format);
    }

    /// Takes boot arguments apart.
    ///
    /// @param bytes as many as the format's structure has
    static ProxyBootArgs parse(byte[] bytes, Revision format) {
        var memory = MemorySegment.ofArray(bytes);
        return new ProxyBootArgs(
                (int) BootArgsFormat.REVISION.get(memory, 0),
                (int) BootArgsFormat.VERSION.get(memory, 0),
                BootArgsFormat.VIRT_BASE.get(memory, 0),
                BootArgsFormat.PHYS_BASE.get(memory, 0),
                BootArgsFormat.MEM_SIZE.get(memory, 0),
                BootArgsFormat.TOP_OF_KERNEL_DATA.get(memory, 0),
                BootArgsFormat.VIDEO_BASE.get(memory, 0),
                (int) BootArgsFormat.MACHINE_TYPE.get(memory, 0),
                BootArgsFormat.DEVICE_TREE.get(memory, 0),
                (int) BootArgsFormat.DEVICE_TREE_SIZE.get(memory, 0),
                text(bytes, format.commandLine()),
                format.bootFlags().get(memory, 0),
                format.memSizeActual().get(memory, 0));
    }

    private static String text(byte[] bytes, Field field) {
        int length = 0;
        while (length < field.sizeBytes() && bytes[field.offset() + length] != 0) {
            length++;
        }
        return new String(bytes, field.offset(), length, StandardCharsets.ISO_8859_1);
    }
}
