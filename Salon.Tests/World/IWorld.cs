using Salon.Data;

namespace Salon.Tests.World;

/// <summary>A Salon that tests can furnish, with or without the site around it.</summary>
public interface IWorld
{
    TestClock Clock { get; }

    Database Database { get; }

    T Get<T>() where T : notnull;
}
