package dev.signalbox.cli;

import dev.signalbox.flow.FlowSchema;
import picocli.CommandLine.Command;

/// The JSON Schema of the flow file, for editors.
@Command(name = "schema", description = "Prints the JSON Schema of the flow file, for editors.")
final class SchemaCommand implements Runnable {

  @Override
  public void run() {
    new Screen().text(FlowSchema.json());
  }
}
