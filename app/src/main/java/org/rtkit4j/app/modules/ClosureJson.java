package org.rtkit4j.app.modules;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.closure.Board;
import org.rtkit4j.devicetree.closure.DeviceDriver;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.closure.NeededModule;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.modules.Reason;
import org.rtkit4j.devicetree.tree.Node;

/// A closure as one JSON document.
final class ClosureJson {
    private final JsonGenerator json;

    private ClosureJson(JsonGenerator json) {
        this.json = json;
    }

    static JsonDocument of(List<Board> boards, List<String> targets, ModuleFolder folder, ModuleClosure closure) {
        return json -> new ClosureJson(json).document(boards, targets, folder, closure);
    }

    private void document(List<Board> boards, List<String> targets, ModuleFolder folder, ModuleClosure closure)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("boards");
        for (Board board : boards) {
            json.writeStartObject();
            text("file", board.name());
            text("model", board.model());
            json.writeEndObject();
        }
        json.writeEndArray();
        texts("targets", targets);
        text("kernel", folder.folder().toString());
        json.writeArrayFieldStart("modules");
        for (NeededModule needed : closure.modules()) {
            module(needed);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("devices");
        for (DeviceDriver device : closure.devices()) {
            device(device);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cycles");
        for (List<Node> cycle : closure.cycles()) {
            json.writeStartArray();
            for (Node node : cycle) {
                json.writeString(Terminal.escape(node.path()));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        texts("problems", closure.problems());
        json.writeEndObject();
    }

    private void module(NeededModule needed) throws IOException {
        json.writeStartObject();
        text("name", needed.module().name());
        text("path", needed.module().path());
        json.writeBooleanField("loaded", needed.isLoaded());
        json.writeArrayFieldStart("drives");
        for (DeviceDriver device : needed.drives()) {
            json.writeStartObject();
            text("board", device.board().name());
            text("device", device.need().device().path());
            chain(device.need());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("reasons");
        for (Reason reason : needed.reasons()) {
            json.writeStartObject();
            text("kind", reason.kind().name().toLowerCase(Locale.ROOT));
            text("by", reason.by());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void device(DeviceDriver device) throws IOException {
        json.writeStartObject();
        text("board", device.board().name());
        text("device", device.need().device().path());
        text("driver", device.kind().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("required", device.need().isRequired());
        json.writeBooleanField("blocks", device.blocks());
        texts("modules", device.modules().stream().map(KernelModule::name).toList());
        texts("builtIn", device.builtIn());
        chain(device.need());
        json.writeEndObject();
    }

    private void chain(Need need) throws IOException {
        json.writeArrayFieldStart("chain");
        for (Edge edge : need.chain()) {
            json.writeStartObject();
            text("node", edge.node().path());
            text("property", edge.property());
            text("target", edge.target().path());
            text("supplier", edge.supplier().path());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void text(String field, String text) throws IOException {
        json.writeStringField(field, Terminal.escape(text));
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(Terminal.escape(text));
        }
        json.writeEndArray();
    }
}
