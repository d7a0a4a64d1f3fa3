package org.rtkit4j.hardware.proxy.wire;

import org.jspecify.annotations.Nullable;

/// The calls of a PROXY request. Not every target knows each of them.
///
/// Source: m1n1 `src/proxy.h`, ProxyOp; arguments from `src/proxy.c`.
public enum Opcode {
    // System
    NOP(0x000, ""),
    EXIT(0x001, "status"),
    CALL(0x002, "function, 5 x argument"),
    GET_BOOTARGS(0x003, ""),
    GET_BASE(0x004, ""),
    SET_BAUD(0x005, "rate, count, pattern"),
    UDELAY(0x006, "microseconds"),
    SET_EXC_GUARD(0x007, "guard"),
    GET_EXC_COUNT(0x008, ""),
    EL0_CALL(0x009, "function, 4 x argument"),
    EL1_CALL(0x00a, "function, 4 x argument"),
    VECTOR(0x00b, "function, 5 x argument"),
    GL1_CALL(0x00c, "function, 4 x argument"),
    GL2_CALL(0x00d, "function, 4 x argument"),
    GET_SIMD_STATE(0x00e, "buffer"),
    PUT_SIMD_STATE(0x00f, "buffer"),
    REBOOT(0x010, ""),
    SLEEP(0x011, "deep"),
    EL3_CALL(0x012, "function, 4 x argument"),
    GET_CHIPID(0x013, ""),
    GET_CPU_FEATURES(0x014, "size"),

    // Single accesses; those that change return the new value
    WRITE64(0x100, "address, value"),
    WRITE32(0x101, "address, value"),
    WRITE16(0x102, "address, value"),
    WRITE8(0x103, "address, value"),
    READ64(0x104, "address"),
    READ32(0x105, "address"),
    READ16(0x106, "address"),
    READ8(0x107, "address"),
    SET64(0x108, "address, bits"),
    SET32(0x109, "address, bits"),
    SET16(0x10a, "address, bits"),
    SET8(0x10b, "address, bits"),
    CLEAR64(0x10c, "address, bits"),
    CLEAR32(0x10d, "address, bits"),
    CLEAR16(0x10e, "address, bits"),
    CLEAR8(0x10f, "address, bits"),
    MASK64(0x110, "address, clear, set"),
    MASK32(0x111, "address, clear, set"),
    MASK16(0x112, "address, clear, set"),
    MASK8(0x113, "address, clear, set"),
    WRITEREAD64(0x114, "address, value"),
    WRITEREAD32(0x115, "address, value"),
    WRITEREAD16(0x116, "address, value"),
    WRITEREAD8(0x117, "address, value"),

    // Blocks, in accesses of the width in the name
    MEMCPY64(0x200, "to, from, size"),
    MEMCPY32(0x201, "to, from, size"),
    MEMCPY16(0x202, "to, from, size"),
    MEMCPY8(0x203, "to, from, size"),
    MEMSET64(0x204, "to, value, size"),
    MEMSET32(0x205, "to, value, size"),
    MEMSET16(0x206, "to, value, size"),
    MEMSET8(0x207, "to, value, size"),

    // Caches and address translation
    IC_IALLUIS(0x300, ""),
    IC_IALLU(0x301, ""),
    IC_IVAU(0x302, "address, size"),
    DC_IVAC(0x303, "address, size"),
    DC_ISW(0x304, "set and way"),
    DC_CSW(0x305, "set and way"),
    DC_CISW(0x306, "set and way"),
    DC_ZVA(0x307, "address, size"),
    DC_CVAC(0x308, "address, size"),
    DC_CVAU(0x309, "address, size"),
    DC_CIVAC(0x30a, "address, size"),
    MMU_SHUTDOWN(0x30b, ""),
    MMU_INIT(0x30c, ""),
    MMU_DISABLE(0x30d, ""),
    MMU_RESTORE(0x30e, "state"),
    MMU_INIT_SECONDARY(0x30f, "cpu"),

    // Decompression
    XZDEC(0x400, "from, size, to, room"),
    GZDEC(0x401, "from, size, to, room"),

    // Other CPUs
    SMP_START_SECONDARIES(0x500, ""),
    SMP_CALL(0x501, "cpu, function, 4 x argument"),
    SMP_CALL_SYNC(0x502, "cpu, function, 4 x argument"),
    SMP_WAIT(0x503, "cpu"),
    SMP_SET_WFE_MODE(0x504, "mode"),
    SMP_IS_ALIVE(0x505, "cpu"),
    SMP_STOP_SECONDARIES(0x506, "deep"),
    SMP_CALL_EL1(0x507, "cpu, function, 3 x argument"),
    SMP_CALL_EL1_SYNC(0x508, "cpu, function, 3 x argument"),
    SMP_CALL_EL0(0x509, "cpu, function, 3 x argument"),
    SMP_CALL_EL0_SYNC(0x50a, "cpu, function, 3 x argument"),

    // Heap
    HEAPBLOCK_ALLOC(0x600, "size"),
    MALLOC(0x601, "size"),
    MEMALIGN(0x602, "alignment, size"),
    FREE(0x603, "address"),

    // Booting a kernel
    KBOOT_BOOT(0x700, "kernel"),
    KBOOT_SET_CHOSEN(0x701, "name, value"),
    KBOOT_SET_INITRD(0x702, "address, size"),
    KBOOT_PREPARE_DT(0x703, "tree"),
    KBOOT_SET_UBOOT(0x704, "name, value"),

    // Power
    PMGR_POWER_ENABLE(0x800, "device"),
    PMGR_POWER_DISABLE(0x801, "device"),
    PMGR_ADT_POWER_ENABLE(0x802, "path"),
    PMGR_ADT_POWER_DISABLE(0x803, "path"),
    PMGR_RESET(0x804, "die, name"),

    // I/O devices
    IODEV_SET_USAGE(0x900, "device, usage"),
    IODEV_CAN_READ(0x901, "device"),
    IODEV_CAN_WRITE(0x902, "device"),
    IODEV_READ(0x903, "device, buffer, size"),
    IODEV_WRITE(0x904, "device, buffer, size"),
    IODEV_WHOAMI(0x905, ""),
    USB_IODEV_VUART_SETUP(0x906, "device"),

    // Tunables
    TUNABLES_APPLY_GLOBAL(0xa00, "path, property"),
    TUNABLES_APPLY_LOCAL(0xa01, "path, property, register"),
    TUNABLES_APPLY_LOCAL_ADDR(0xa02, "path, property, address"),

    // DART
    DART_INIT(0xb00, "registers, stream, keep tables, type"),
    DART_SHUTDOWN(0xb01, "dart"),
    DART_MAP(0xb02, "dart, iova, buffer, size"),
    DART_UNMAP(0xb03, "dart, iova, size"),

    // Hypervisor
    HV_INIT(0xc00, ""),
    HV_MAP(0xc01, "from, to, size, increment"),
    HV_START(0xc02, "entry, 4 x argument"),
    HV_TRANSLATE(0xc03, "address, stage 1, write"),
    HV_PT_WALK(0xc04, "address"),
    HV_MAP_VUART(0xc05, "base, irq, device"),
    HV_TRACE_IRQ(0xc06, "type, number, count, flags"),
    HV_WDT_START(0xc07, "cpu"),
    HV_START_SECONDARY(0xc08, "cpu, entry, 4 x argument"),
    HV_SWITCH_CPU(0xc09, "cpu"),
    HV_SET_TIME_STEALING(0xc0a, "enabled, reset"),
    HV_PIN_CPU(0xc0b, "cpu"),
    HV_WRITE_HCR(0xc0c, "value"),
    HV_MAP_VIRTIO(0xc0d, "base, configuration"),
    VIRTIO_PUT_BUFFER(0xc0e, "base, queue, index, length"),
    HV_EXIT_CPU(0xc0f, "cpu"),
    HV_ADD_TIME(0xc10, "time"),

    // Framebuffer
    FB_INIT(0xd00, "clear"),
    FB_SHUTDOWN(0xd01, "restore logo"),
    FB_BLIT(0xd02, "x, y, width, height, buffer, stride and format"),
    FB_UNBLIT(0xd03, "x, y, width, height, buffer, stride"),
    FB_FILL(0xd04, "x, y, width, height, colour"),
    FB_CLEAR(0xd05, "colour"),
    FB_DISPLAY_LOGO(0xd06, ""),
    FB_RESTORE_LOGO(0xd07, ""),
    FB_IMPROVE_LOGO(0xd08, ""),

    // PCIe, NVMe, memory controller, display, CPU frequency
    PCIE_INIT(0xe00, ""),
    PCIE_SHUTDOWN(0xe01, ""),
    NVME_INIT(0xf00, ""),
    NVME_SHUTDOWN(0xf01, ""),
    NVME_READ(0xf02, "namespace, block, buffer"),
    NVME_FLUSH(0xf03, "namespace"),
    MCC_GET_CARVEOUTS(0x1000, ""),
    DISPLAY_INIT(0x1100, ""),
    DISPLAY_CONFIGURE(0x1101, "configuration"),
    DISPLAY_SHUTDOWN(0x1102, "mode"),
    DISPLAY_START_DCP(0x1103, ""),
    DISPLAY_IS_EXTERNAL(0x1104, ""),
    DAPF_INIT_ALL(0x1200, ""),
    DAPF_INIT(0x1201, "path"),
    CPUFREQ_INIT(0x1300, "");

    private static final Opcode[] BY_CODE = byCode();

    private final int code;
    private final String arguments;

    Opcode(int code, String arguments) {
        this.code = code;
        this.arguments = arguments;
    }

    public int code() {
        return code;
    }

    /// Returns the names of its arguments, with commas between them.
    public String arguments() {
        return arguments;
    }

    /// Returns the width in bytes of the accesses of an opcode from 0x100 to 0x2ff.
    public int widthBytes() {
        return 8 >> (code & 3);
    }

    /// Returns the opcode of that code, or null where none has it.
    public static @Nullable Opcode of(long code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : null;
    }

    private static Opcode[] byCode() {
        var table = new Opcode[CPUFREQ_INIT.code + 1];
        for (Opcode opcode : values()) {
            table[opcode.code] = opcode;
        }
        return table;
    }
}
