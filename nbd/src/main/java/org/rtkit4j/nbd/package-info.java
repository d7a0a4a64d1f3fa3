/// Any [org.rtkit4j.drivers.disk.Disk] over NBD, the network block device protocol: for `nbdinfo`, `nbdcopy`,
/// `qemu-img`, fio, the kernel's client.
///
/// ```java
/// try (var disk = NvmeDisk.open(iop, watch, platform, NvmeOptions.DEFAULT)) {
///     var export = new NbdExport("disk", disk.traits().model(), disk.traits());
///     var address = UnixDomainSocketAddress.of("disk.sock");
///     try (var server = NbdServer.listen(disk, export, address)) {
///         Runtime.getRuntime().addShutdownHook(new Thread(server::close));
///         server.run();
///     }
/// }
/// ```
///
/// `docs/nvme.md` says what of the protocol is served, and what a client may expect.
@NullMarked
package org.rtkit4j.nbd;

import org.jspecify.annotations.NullMarked;
