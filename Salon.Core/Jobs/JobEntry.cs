namespace Salon.Jobs;

/// <summary>A job as it was registered. Its name is stored by the cluster and shown in logs.</summary>
internal sealed record JobEntry(string Name, Type Type);
