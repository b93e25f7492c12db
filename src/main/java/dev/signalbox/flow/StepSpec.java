package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.evidence.Slo;
import dev.signalbox.domain.artifact.ImageName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the flow file asks for, one record a step keyword. Read and checked before a run can start,
/// so a run never meets a step it does not know.
public sealed interface StepSpec {

  /// The word in the flow file.
  String keyword();

  /// How people recognise the step among its sisters.
  default String label() {
    return keyword();
  }

  /// A command in the checkout, before there is an artifact.
  record Run(Command command, Duration within) implements StepSpec {
    @Override
    public String keyword() {
      return "run";
    }

    @Override
    public String label() {
      return "run " + command.label();
    }
  }

  /// The build's files become an artifact in a registry, named by these tags.
  record Publish(What what, ImageName image, List<Template> tags) implements StepSpec {

    /// Both paths are relative to the checkout.
    public sealed interface What {
      record Files(String path) implements What {}

      record Layout(String path) implements What {}
    }

    @Override
    public String keyword() {
      return "publish";
    }

    @Override
    public String label() {
      return "publish to " + image;
    }
  }

  record Deploy(DeploySpec how) implements StepSpec {
    @Override
    public String keyword() {
      return "deploy";
    }
  }

  /// The new version comes up beside the old one and gets its traffic step by step.
  record Rollout(DeploySpec.AsProcess how, RolloutSpec rollout) implements StepSpec {
    @Override
    public String keyword() {
      return "deploy";
    }

    @Override
    public String label() {
      return "deploy to " + rollout.rule().sentence();
    }
  }

  /// A command in a clean checkout of the commit, against what was deployed.
  record Verify(Command command, Duration within) implements StepSpec {
    @Override
    public String keyword() {
      return "verify";
    }

    @Override
    public String label() {
      return "verify " + command.label();
    }
  }

  /// The next version from the commits since the last, and its tag.
  record Release(ReleaseRule rule) implements StepSpec {
    @Override
    public String keyword() {
      return "release";
    }
  }

  /// One more tag for the artifact's digest, in the registry it is in.
  record NameArtifact(Template name) implements StepSpec {
    @Override
    public String keyword() {
      return "name-artifact";
    }

    @Override
    public String label() {
      return "name-artifact " + name.text();
    }
  }

  /// The same digest in another registry; later steps take it from there.
  record CopyArtifact(ImageName to) implements StepSpec {
    @Override
    public String keyword() {
      return "copy-artifact";
    }

    @Override
    public String label() {
      return "copy-artifact to " + to;
    }
  }

  /// The error rate stays under a threshold for a while, or nothing shows that an objective is
  /// broken, or both.
  ///
  /// @param errors the share of requests that may fail, from 0 to 1; empty if only an objective is
  ///   watched
  /// @param slo the objective; empty if only a threshold is watched
  /// @param lasting how long it is watched
  record Monitor(Optional<Double> errors, Optional<Slo> slo, Duration lasting, MetricsSpec metrics)
      implements StepSpec {

    /// How the metric is called that an objective is about.
    static final String METRIC = "errors";

    @Override
    public String keyword() {
      return "monitor";
    }
  }

  /// People look at dashboards for a while, and say what they saw.
  ///
  /// @param dashboards a checklist, each to be ticked
  /// @param lasting how long they have for it
  record Watch(List<Slug> dashboards, Duration lasting) implements StepSpec {
    public Watch {
      dashboards = List.copyOf(dashboards);
    }

    @Override
    public String keyword() {
      return "watch";
    }

    @Override
    public String label() {
      return dashboards.stream().map(Slug::text).collect(Collectors.joining(", ", "watch ", ""));
    }
  }

  /// Tells the team, on every channel the server has.
  ///
  /// @param says what to add to our own words
  record Alert(Optional<String> says) implements StepSpec {
    @Override
    public String keyword() {
      return "alert";
    }
  }

  /// Brings back what ran in this environment before the run.
  record Rollback(DeploySpec how) implements StepSpec {
    @Override
    public String keyword() {
      return "rollback";
    }
  }

  /// The end: this release goes no further by itself.
  record Halt() implements StepSpec {
    @Override
    public String keyword() {
      return "halt";
    }
  }
}
