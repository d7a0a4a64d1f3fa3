package org.rtkit4j.app.devices;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.coprocessor.CoprocessorNode;
import org.rtkit4j.devicetree.coprocessor.MailboxNode;
import org.rtkit4j.devicetree.coprocessor.MemoryFilter;
import org.rtkit4j.devicetree.coprocessor.MemoryRegionNode;
import org.rtkit4j.devicetree.coprocessor.PowerDomain;
import org.rtkit4j.devicetree.coprocessor.RegisterWindow;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Interrupt;
import org.rtkit4j.devicetree.tree.Window;

/// The co-processors of a tree as one JSON document: addresses as hexadecimal text, sizes in bytes as numbers.
final class DevicesJson {
    private final JsonGenerator json;

    private DevicesJson(JsonGenerator json) {
        this.json = json;
    }

    static JsonDocument of(DeviceTree tree, List<CoprocessorNode> found) {
        return json -> new DevicesJson(json).document(tree, found);
    }

    private void document(DeviceTree tree, List<CoprocessorNode> found) throws IOException {
        json.writeStartObject();
        text("model", tree.root().string("model").orElse(null));
        texts("compatible", tree.root().compatible());
        json.writeArrayFieldStart("coprocessors");
        for (CoprocessorNode one : found) {
            write(one);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(CoprocessorNode one) throws IOException {
        json.writeStartObject();
        text("name", one.name());
        text("node", one.node().path());
        json.writeBooleanField("available", one.isAvailable());
        texts("compatible", one.compatible());
        window("cpu", one.cpu());
        json.writeArrayFieldStart("registers");
        for (RegisterWindow register : one.windows()) {
            json.writeStartObject();
            text("name", register.name());
            window("window", register.window());
            json.writeEndObject();
        }
        json.writeEndArray();
        mailbox(one.mailbox());
        filters(one.filters());
        regions(one.regions());
        domains("powerDomains", one.powerDomains());
        domains("resets", one.resets());
        interrupts(one.interrupts());
        text("handoff", one.handoff());
        json.writeObjectFieldStart("references");
        for (var reference : one.references().entrySet()) {
            text(reference.getKey(), reference.getValue().path());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void mailbox(MailboxNode mailbox) throws IOException {
        json.writeObjectFieldStart("mailbox");
        text("node", mailbox.node().path());
        text("layout", mailbox.layout());
        window("window", mailbox.window());
        domains("powerDomains", mailbox.powerDomains());
        interrupts(mailbox.interrupts());
        json.writeEndObject();
    }

    private void filters(List<MemoryFilter> filters) throws IOException {
        json.writeArrayFieldStart("memoryFilters");
        for (MemoryFilter filter : filters) {
            json.writeStartObject();
            switch (filter) {
                case MemoryFilter.Sart sart -> {
                    text("kind", "SART");
                    text("compatible", sart.compatible());
                }
                case MemoryFilter.Dart dart -> {
                    text("kind", "DART");
                    text("compatible", dart.compatible());
                    json.writeNumberField("stream", dart.stream());
                    window("dmaRange", dart.dmaRange());
                }
            }
            text("node", filter.node().path());
            window("window", filter.window());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void regions(List<MemoryRegionNode> regions) throws IOException {
        json.writeArrayFieldStart("memoryRegions");
        for (MemoryRegionNode region : regions) {
            json.writeStartObject();
            text("name", region.name());
            text("node", region.node().path());
            window("window", region.window());
            json.writeArrayFieldStart("iovas");
            for (Window iova : region.iovas()) {
                window(iova);
            }
            json.writeEndArray();
            json.writeBooleanField("noMap", region.isNoMap());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void domains(String field, List<PowerDomain> domains) throws IOException {
        json.writeArrayFieldStart(field);
        for (PowerDomain domain : domains) {
            json.writeStartObject();
            text("name", domain.name());
            text("label", domain.label());
            text("node", domain.node().path());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void interrupts(List<Interrupt> interrupts) throws IOException {
        json.writeArrayFieldStart("interrupts");
        for (Interrupt interrupt : interrupts) {
            json.writeStartObject();
            text("name", interrupt.name());
            text("controller", interrupt.controller().path());
            json.writeArrayFieldStart("cells");
            for (int cell : interrupt.specifier()) {
                json.writeNumber(Integer.toUnsignedLong(cell));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void window(String field, @Nullable Window window) throws IOException {
        json.writeFieldName(field);
        window(window);
    }

    private void window(@Nullable Window window) throws IOException {
        if (window == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("address", "0x" + Long.toHexString(window.address()));
        json.writeNumberField("size", window.size());
        json.writeEndObject();
    }

    private void text(String field, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(Terminal.escape(field), Terminal.escape(text));
        }
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(Terminal.escape(text));
        }
        json.writeEndArray();
    }
}
