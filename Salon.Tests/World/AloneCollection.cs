namespace Salon.Tests.World;

/// <summary>Tests that measure time run one after another, when nothing else runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
