package org.rtkit4j.drivers.nvme;

import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// What an NVMe controller consists of, as the AP sees it, beside its co-processor.
///
/// @param registers the window `nvme`
/// @param nvmmu the window that has the registers of the NVMMU: the same one, or one of its own
/// @param interrupt asserted while a completion queue has something new; for both queues
/// @param memory for queues and data. On chips with an NVMMU that lets the controller at what its commands name,
/// and at nothing else: the memory need not pass the SART. On others it must
public record NvmePlatform(
        NvmeVariant variant, Registers registers, Registers nvmmu, InterruptLine interrupt, DeviceMemory memory) {}
