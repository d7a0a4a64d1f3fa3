/// The storage co-processor's NVMe controller as a disk: written on registers and memory, blind to who implements
/// them.
///
/// [org.rtkit4j.drivers.nvme.NvmeDisk] is the disk. Behind it, in the order of a disk's life: `NvmeDevice` is the
/// controller that is up, with its memory, `CommandFlow` takes commands and ends them by the answers of the
/// `IoQueue`, `Durability` keeps what was answered until a flush covers it, `ControllerWatchdog` notices when
/// something is wrong, and `Recovery` brings the controller back and writes again what was kept.
@NullMarked
package org.rtkit4j.drivers.nvme;

import org.jspecify.annotations.NullMarked;
