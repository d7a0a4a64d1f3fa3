package org.rtkit4j.emulator.nvme;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.wire.nvme.AdminOpcode;
import org.rtkit4j.wire.nvme.IdentifyCns;
import org.rtkit4j.wire.nvme.LogId;
import org.rtkit4j.wire.nvme.LogId.FirmwareSlots;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.Sqe;

/// The commands of the admin queue.
final class AdminCommands {
    private static final int ALL_NAMESPACES = 0xffff_ffff;

    private final NvmeConfig config;
    private final ControllerRegisters registers;
    private final Drive drive;
    private final Prp prp;
    private final Nvmmu nvmmu;
    private final HostBugs bugs;
    private final IoQueues queues;
    private final TunnelCommands tunnel;
    private final FeatureTable features;
    private final byte[] page = new byte[Health.ERROR_ENTRIES * LogId.ErrorEntry.BYTES];
    private final byte[] window = new byte[page.length];
    private long result;

    AdminCommands(
            NvmeConfig config,
            ControllerRegisters registers,
            Drive drive,
            Prp prp,
            Nvmmu nvmmu,
            HostBugs bugs,
            IoQueues queues,
            TunnelCommands tunnel) {
        this.config = config;
        this.registers = registers;
        this.drive = drive;
        this.prp = prp;
        this.nvmmu = nvmmu;
        this.bugs = bugs;
        this.queues = queues;
        this.tunnel = tunnel;
        features = new FeatureTable(config.variant(), drive);
    }

    /// Returns the result of the command that was carried out last.
    long result() {
        return result;
    }

    void reset() {
        features.reset();
    }

    NvmeStatus carryOut(Command command) {
        result = 0;
        if (command.flags != 0) {
            return NvmeStatus.INVALID_FIELD;
        }
        return switch (command.opcode) {
            case AdminOpcode.IDENTIFY -> identify(command);
            case AdminOpcode.CREATE_CQ -> queues.createCompletion(command);
            case AdminOpcode.CREATE_SQ -> queues.createSubmission(command);
            case AdminOpcode.DELETE_CQ -> queues.deleteCompletion(command);
            case AdminOpcode.DELETE_SQ -> queues.deleteSubmission(command);
            case AdminOpcode.GET_FEATURES, AdminOpcode.SET_FEATURES -> feature(command);
            case AdminOpcode.GET_LOG_PAGE -> log(command);
            case AdminOpcode.TUNNEL -> tunnel.carryOut(command);
            case AdminOpcode.ABORT -> refuse(HostBug.ABORT, command);
            case AdminOpcode.ASYNC_EVENT_REQUEST -> refuse(HostBug.ASYNC_EVENT, command);
            default -> NvmeStatus.INVALID_OPCODE;
        };
    }

    private NvmeStatus refuse(HostBug bug, Command command) {
        bugs.notice(bug, command.cid);
        return NvmeStatus.INVALID_OPCODE;
    }

    private NvmeStatus identify(Command command) {
        Arrays.fill(page, (byte) 0);
        switch ((int) Sqe.IDENTIFY_CNS.get(command.cdw10())) {
            case IdentifyCns.CONTROLLER ->
                IdentifyPages.controller(page, config, drive, registers.read(NvmeRegisters.VS));
            case IdentifyCns.NAMESPACE -> {
                if (command.nsid != IdentifyPages.NAMESPACE) {
                    return NvmeStatus.INVALID_NAMESPACE;
                }
                IdentifyPages.namespace(page, drive);
            }
            case IdentifyCns.ACTIVE_NAMESPACES -> {
                if (Integer.compareUnsigned(command.nsid, ALL_NAMESPACES - 1) >= 0) {
                    return NvmeStatus.INVALID_NAMESPACE;
                }
                IdentifyPages.activeNamespaces(page, command.nsid);
            }
            default -> {
                return NvmeStatus.INVALID_FIELD;
            }
        }
        return send(command, page, IdentifyCns.BYTES);
    }

    private NvmeStatus feature(Command command) {
        int feature = (int) Sqe.FEATURE_FID.get(command.cdw10());
        NvmeStatus status = command.opcode == AdminOpcode.SET_FEATURES
                ? features.set(feature, command)
                : features.get(feature, (int) Sqe.FEATURE_SEL.get(command.cdw10()));
        result = features.result();
        return status;
    }

    private NvmeStatus log(Command command) {
        Arrays.fill(page, (byte) 0);
        int size;
        switch ((int) Sqe.LOG_LID.get(command.cdw10())) {
            case LogId.ERROR -> {
                drive.health().errorLog(page);
                size = page.length;
            }
            case LogId.SMART -> {
                drive.health().smartLog(page, drive.unsafeShutdowns());
                size = LogId.Smart.BYTES;
            }
            case LogId.FIRMWARE_SLOTS -> {
                firmwareSlots();
                size = FirmwareSlots.BYTES;
            }
            default -> {
                return NvmeStatus.INVALID_LOG_PAGE;
            }
        }
        return sendLog(command, size);
    }

    private void firmwareSlots() {
        page[FirmwareSlots.ACTIVE.offset()] = 1;
        byte[] revision = config.revision().getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(page, FirmwareSlots.SLOT1.offset(), FirmwareSlots.SLOT1.end(), (byte) ' ');
        System.arraycopy(revision, 0, page, FirmwareSlots.SLOT1.offset(), revision.length);
    }

    // Behind the end of the log come zeros, as far as a page goes.
    private NvmeStatus sendLog(Command command, int size) {
        long dwords = (Sqe.LOG_NUMDU.get(command.cdw11()) << 16 | Sqe.LOG_NUMDL.get(command.cdw10())) + 1;
        long offset = command.logOffset();
        if (dwords * Integer.BYTES > window.length || offset < 0 || offset > size || offset % Integer.BYTES != 0) {
            return NvmeStatus.INVALID_FIELD;
        }
        int length = (int) dwords * Integer.BYTES;
        Arrays.fill(window, (byte) 0);
        System.arraycopy(page, (int) offset, window, 0, Math.min(length, size - (int) offset));
        return send(command, window, length);
    }

    private NvmeStatus send(Command command, byte[] bytes, int length) {
        if (!nvmmu.allowsToMemory(command)) {
            return NvmeStatus.DATA_TRANSFER_ERROR;
        }
        if (config.rules().adminData() == NvmeRules.AdminData.PAGE && command.prp1 % Prp.PAGE_BYTES != 0) {
            bugs.notice(HostBug.ADMIN_DATA, command.prp1);
            return NvmeStatus.INVALID_PRP_OFFSET;
        }
        NvmeStatus status = prp.walk(command.prp1, command.prp2, length);
        if (status == NvmeStatus.SUCCESS) {
            prp.store(bytes, length);
        } else if (status == NvmeStatus.DATA_TRANSFER_ERROR) {
            bugs.notice(HostBug.PRP_OUTSIDE_MEMORY, prp.fault());
        }
        return status;
    }
}
