package dev.signalbox.bench.rollout;

import dev.signalbox.bench.rollout.World.Noise;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import java.util.ArrayList;
import java.util.List;

/// One rollout in a world: an hour of the old version before it, and an hour of both beside each
/// other, pod by pod.
public final class Rollout {

  /// Edges of a common client's histogram, in seconds.
  private static final double[] EDGES = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private static final double SIGMA = 0.8;
  private static final double MEDIAN = 0.1;

  /// How strong noise is, as the deviation of a share's logarithm. So strong that a test which does
  /// not know of it stops far too often.
  private static final double FAST = 0.6;

  private static final double SLOW = 0.33;
  private static final double SHOCK = 0.5;
  private static final double LASTING = 0.9;
  private static final int CLUMP = 10;

  private final World world;
  private final Chance chance;
  private final double[][] pods; // of each metric, the pods' noise now
  private double shock;

  /// Both arms of the first metric, minute by minute: total and bad of the canary and the baseline.
  final double[][] arms = new double[World.MINUTES][4];

  /// The errors that the new version made and the old one would not have, minute by minute.
  final double[] extra = new double[World.MINUTES];

  final List<Window> history = new ArrayList<>();
  final List<Window> windows = new ArrayList<>();

  public Rollout(World world, long seed) {
    this.world = world;
    this.chance = new Chance(seed);
    this.pods = new double[world.metrics()][World.PODS];
    for (double[] metric : pods) {
      for (int pod = 0; pod < metric.length; pod++) {
        metric[pod] = slow() * chance.normal();
      }
    }
    for (int minute = -World.MINUTES; minute < 0; minute++) {
      pass();
      history.add(Window.history(minute, rows(minute)));
    }
    for (int minute = 0; minute < World.MINUTES; minute++) {
      pass();
      windows.add(Window.of(minute, World.stage(minute), rows(minute)));
    }
  }

  public List<Window> history() {
    return history;
  }

  public List<Window> windows() {
    return windows;
  }

  private double slow() {
    return world.noise() == Noise.SLOW ? SLOW : 0;
  }

  private void pass() {
    double fresh = Math.sqrt(1 - LASTING * LASTING);
    shock = LASTING * shock + fresh * SHOCK * chance.normal();
    for (double[] metric : pods) {
      for (int pod = 0; pod < metric.length; pod++) {
        metric[pod] = LASTING * metric[pod] + fresh * slow() * chance.normal();
      }
    }
  }

  private List<Row> rows(int minute) {
    double grown = world.noise() == Noise.RISE && minute >= 0 ? (double) minute / World.MINUTES : 0;
    double all = 60 * world.perSecond() * (1 + 2 * grown);
    int canaries = minute < 0 ? 0 : World.canaries(minute);
    double weight = minute < 0 ? 0 : World.weight(minute);
    List<Row> rows = new ArrayList<>();
    for (int pod = 0; pod < World.PODS; pod++) {
      boolean canary = pod < canaries;
      double mean = canary ? all * weight / canaries : all * (1 - weight) / (World.PODS - canaries);
      if (world.isLatency()) {
        slowness(rows, minute, pod, canary, mean);
      } else {
        errors(rows, minute, pod, canary, mean, 1 + 3 * grown);
      }
    }
    return rows;
  }

  private void errors(
      List<Row> rows, int minute, int pod, boolean canary, double mean, double risen) {
    double total = chance.poisson(mean);
    for (int metric = 0; metric < world.metrics(); metric++) {
      double share = world.share() * risen * noise(metric, pod);
      double factor = canary && metric == 0 && minute >= world.onset() ? world.factor() : 1;
      double counted =
          world.noise() == Noise.CLUMPS
              ? (double) CLUMP * chance.poisson(total * share * factor / CLUMP)
              : (double) chance.poisson(total * share * factor);
      double bad = Math.min(counted, total);
      rows.add(row("errors" + (metric == 0 ? "" : metric), canary, pod, total, bad));
      if (metric == 0 && minute >= 0) {
        count(minute, canary, total, bad);
        extra[minute] += canary ? total * share * (factor - 1) : 0;
      }
    }
  }

  private double noise(int metric, int pod) {
    return switch (world.noise()) {
      case NONE, RISE, CLUMPS -> 1;
      case SHOCKS -> Math.exp(shock - SHOCK * SHOCK / 2);
      case FAST -> Math.exp(FAST * chance.normal() - FAST * FAST / 2);
      case SLOW -> Math.exp(pods[metric][pod] - SLOW * SLOW / 2);
    };
  }

  private void slowness(List<Row> rows, int minute, int pod, boolean canary, double mean) {
    double[] counts = new double[EDGES.length];
    double total = 0;
    double below = 0;
    for (int edge = 0; edge <= EDGES.length; edge++) {
      double upTo = edge == EDGES.length ? 1 : reached(EDGES[edge], canary);
      total += chance.poisson(mean * Math.max(0, upTo - below));
      below = upTo;
      if (edge < EDGES.length) {
        counts[edge] = total;
      }
    }
    for (int edge = 0; edge < EDGES.length; edge++) {
      rows.add(
          Row.bucket(
              "latency",
              canary ? Arm.CANARY : Arm.BASELINE,
              "pod-" + pod,
              total,
              EDGES[edge],
              counts[edge]));
    }
    if (minute >= 0) {
      count(minute, canary, total, 0);
      extra[minute] += canary ? total : 0;
    }
  }

  /// The share of requests that take no longer.
  private double reached(double edge, boolean canary) {
    double usual = normal(Math.log(edge / MEDIAN) / SIGMA);
    if (!canary || world.tail().by() == 1) {
      return usual;
    }
    double quick = 1 - world.tail().above();
    double slower = normal(Math.log(edge / world.tail().by() / MEDIAN) / SIGMA);
    return Math.min(usual, Math.max(quick, slower));
  }

  /// The normal distribution, by the series of its density's integral; exact to 1e-9 where it
  /// matters here.
  private static double normal(double z) {
    if (z < -8) {
      return 0;
    }
    if (z > 8) {
      return 1;
    }
    double sum = z;
    double term = z;
    for (int i = 3; i < 400; i += 2) {
      term *= z * z / i;
      sum += term;
      if (Math.abs(term) < 1e-17 * Math.abs(sum)) {
        break;
      }
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private void count(int minute, boolean canary, double total, double bad) {
    arms[minute][canary ? 0 : 2] += total;
    arms[minute][canary ? 1 : 3] += bad;
  }

  private static Row row(String metric, boolean canary, int pod, double total, double bad) {
    return Row.of(metric, canary ? Arm.CANARY : Arm.BASELINE, "pod-" + pod, total, bad);
  }
}
