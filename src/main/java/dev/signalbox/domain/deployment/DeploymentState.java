package dev.signalbox.domain.deployment;

/// What became of an arrival.
public sealed interface DeploymentState {

  /// It is there; its run has not yet said that it is good.
  record Unproven() implements DeploymentState {}

  /// Its run went well to the end, or it was good before and was brought back.
  record Good() implements DeploymentState {}

  /// It did not come up, or was found bad by its run.
  record Bad(String reason) implements DeploymentState {}

  /// It is there, and its monitor saw the threshold exceeded.
  record Breached(String reason) implements DeploymentState {}
}
